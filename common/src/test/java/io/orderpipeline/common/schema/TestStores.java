package io.orderpipeline.common.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate for localhost, made with keytool: a key store and a trust store, in PKCS12 and PEM. */
public record TestStores(Path folder) {

    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    public static TestStores create(Path folder) throws IOException, GeneralSecurityException {
        TestStores stores = new TestStores(Files.createDirectories(folder));
        keytool(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                stores.keyStore().toString(),
                "-storepass",
                PASSWORD));
        stores.copyToPem();
        return stores;
    }

    private static void keytool(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private void copyToPem() throws IOException, GeneralSecurityException {
        KeyStore store = load();
        String certificate = pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        PrivateKey key = (PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray());
        Files.writeString(certificatePem(), certificate);
        Files.writeString(keyPem(), pem("PRIVATE KEY", key.getEncoded()) + certificate);
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + type
                + "-----\n";
    }

    KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    public Path keyStore() {
        return folder.resolve("key.p12");
    }

    public Path certificatePem() {
        return folder.resolve("certificate.pem");
    }

    public Path keyPem() {
        return folder.resolve("key.pem");
    }
}
