package io.orderpipeline.testing.endtoend.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority that clients do not trust; signs with keytool, expired certificates included. */
final class ForeignAuthority {

    private static final String NAME = "authority";
    private static final char[] PASSWORD = "nothing-to-guard".toCharArray();

    private final Path folder;

    private ForeignAuthority(Path folder) {
        this.folder = folder;
    }

    static ForeignAuthority in(Path folder) throws IOException {
        ForeignAuthority authority = new ForeignAuthority(folder);
        authority.generate(NAME, "-ext", "bc:c=ca:true", "-ext", "ku=keyCertSign");
        return authority;
    }

    /** A key with an expired certificate. */
    KeyStore expired() throws IOException, GeneralSecurityException {
        return signed("expired", "-startdate", "-10d", "-validity", "5", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    KeyStore ofThisHost() throws IOException, GeneralSecurityException {
        return signed("localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    KeyStore ofAnotherHost() throws IOException, GeneralSecurityException {
        return signed("elsewhere", "-ext", "san=dns:elsewhere.example");
    }

    static char[] password() {
        return PASSWORD.clone();
    }

    /** Trusts this authority, for {@code --kafka-config}. */
    Path kafkaConfig() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("foreign.properties"), "security.protocol=SSL\n" + trustSettings());
    }

    /** In the names that the Kafka clients and the schema registry's share. */
    String trustSettings() throws IOException, GeneralSecurityException {
        return """
                ssl.truststore.type=PKCS12
                ssl.truststore.location=%s
                ssl.truststore.password=%s
                """
                .formatted(trustStore(), new String(PASSWORD));
    }

    /** The same for {@code --cassandra-config}. */
    Path cassandraConfig() throws IOException, GeneralSecurityException {
        return Files.writeString(
                folder.resolve("foreign.conf"),
                """
                datastax-java-driver.advanced.ssl-engine-factory {
                  class = DefaultSslEngineFactory
                  truststore-path = "%s"
                  truststore-password = "%s"
                }
                """
                        .formatted(trustStore(), new String(PASSWORD)));
    }

    /** A key store file, whose password is {@link #password()}. */
    Path save(KeyStore key, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            key.store(out, PASSWORD);
        }
        return file;
    }

    /** The private key and its certificate chain, as PEM. */
    static String keyPem(KeyStore key) throws GeneralSecurityException {
        String alias = key.aliases().nextElement();
        StringBuilder pem =
                new StringBuilder(pem("PRIVATE KEY", key.getKey(alias, PASSWORD).getEncoded()));
        for (Certificate certificate : key.getCertificateChain(alias)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return pem.toString();
    }

    /** The certificate of this authority, as PEM. */
    String trustPem() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", all().getCertificate(NAME).getEncoded());
    }

    private static String pem(String type, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry(NAME, all().getCertificate(NAME));
        return save(store, "trust.p12");
    }

    private KeyStore signed(String alias, String... more) throws IOException, GeneralSecurityException {
        List<String> options = new ArrayList<>(List.of("-signer", NAME));
        options.addAll(List.of(more));
        if (!all().containsAlias(alias)) {
            generate(alias, options.toArray(String[]::new));
        }
        KeyStore store = empty();
        store.setKeyEntry(alias, all().getKey(alias, PASSWORD), PASSWORD, all().getCertificateChain(alias));
        return store;
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys())) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    private void generate(String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys().toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
