package io.orderpipeline.localstack;

import io.orderpipeline.localstack.Security.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Creates the stack's certificate authority and certificates with keytool. Passwords are passed in files, because every
 * user of the machine can read command lines.
 */
final class Certificates {

    static final String AUTHORITY = "authority";
    static final String SERVER = "server";
    static final String PRODUCER = "producer-certificate";
    static final String TRUST_STORE = "truststore.p12";
    static final String TRUST_PEM = "authority.pem";

    private static final String HOSTS = "san=dns:localhost,ip:127.0.0.1";
    private static final String DAYS = "3650";

    private final Security security;
    private final Path authority;

    Certificates(Security security) {
        this.security = security;
        this.authority = security.file("authority.p12");
    }

    void create() throws IOException {
        StackFiles.writePrivate(security.file("password"), security.secret(Secret.SERVER_STORE));
        generate(AUTHORITY, "CN=Local stack authority", List.of("-ext", "bc:c=ca:true", "-ext", "ku=keyCertSign"));
        generate(SERVER, "CN=" + SERVER, List.of("-signer", AUTHORITY, "-ext", HOSTS));
        generate(PRODUCER, "CN=" + PRODUCER, List.of("-signer", AUTHORITY));
        try {
            store(SERVER, Secret.SERVER_STORE);
            store(PRODUCER, Secret.CLIENT_STORE);
            trustStores();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        Files.delete(security.file("password"));
    }

    private void generate(String alias, String subject, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(JavaHome.running().resolve("bin/keytool").toString(), "-genkeypair", "-alias", alias));
        command.addAll(List.of("-dname", subject, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", DAYS));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", authority.toString()));
        command.addAll(List.of("-storepass:file", security.file("password").toString()));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed: " + output.strip());
        }
        // keytool creates the file with default permissions; until here the folder is private.
        Files.setPosixFilePermissions(authority, PosixFilePermissions.fromString("rw-------"));
    }

    /** Copies a key and its certificate chain from the authority's store to its own store. */
    private void store(String alias, Secret password) throws IOException, GeneralSecurityException {
        KeyStore all = load(authority, Secret.SERVER_STORE);
        char[] allPassword = security.secret(Secret.SERVER_STORE).toCharArray();
        KeyStore own = empty();
        own.setKeyEntry(
                alias,
                (PrivateKey) all.getKey(alias, allPassword),
                security.secret(password).toCharArray(),
                all.getCertificateChain(alias));
        save(own, security.file(alias + ".p12"), password);
    }

    private void trustStores() throws IOException, GeneralSecurityException {
        Certificate certificate = load(authority, Secret.SERVER_STORE).getCertificate(AUTHORITY);
        KeyStore trust = empty();
        trust.setCertificateEntry(AUTHORITY, certificate);
        save(trust, security.file(TRUST_STORE), Secret.CLIENT_STORE);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        StackFiles.writePrivate(
                security.file(TRUST_PEM), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** TLS of a client that trusts the authority. */
    SSLContext trustContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(security.file(TRUST_STORE), Secret.CLIENT_STORE));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StackException("cannot read " + security.file(TRUST_STORE) + ": " + e, e);
        }
    }

    KeyStore load(Path file, Secret password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, security.secret(password).toCharArray());
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void save(KeyStore store, Path file, Secret password) throws IOException, GeneralSecurityException {
        StackFiles.createPrivate(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, security.secret(password).toCharArray());
        }
    }
}
