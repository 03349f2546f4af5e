package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.SchemaId.Number;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SchemaRegistryTlsTest {

    private static final String SSL_FILE = "; check the URL, and ssl.* in the file of --schema-registry-config";

    @TempDir
    static Path folder;

    private static TestStores server;
    private static TestStores client;

    private FakeRegistry fake;

    @BeforeAll
    static void createStores() throws IOException, GeneralSecurityException {
        server = TestStores.create(folder.resolve("server"));
        client = TestStores.create(folder.resolve("client"));
    }

    @BeforeEach
    void open() throws IOException {
        open(false);
    }

    private void open(boolean requiresCertificate) throws IOException {
        Map<String, String> settings = new HashMap<>(keyStore(server));
        settings.putAll(pemTrust(client));
        fake = FakeRegistry.withTls(RegistryTls.context(settings, "test").orElseThrow(), requiresCertificate);
        fake.answer("GET /schemas/ids/7", "{\"schema\":\"x\"}").answer("GET /schemas/types", "[]");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void should_trust_a_pkcs12_store() throws Exception {
        assertReadable(Map.of(
                "ssl.truststore.location",
                server.keyStore().toString(),
                "ssl.truststore.password",
                TestStores.PASSWORD,
                "ssl.truststore.type",
                "PKCS12"));
    }

    @Test
    void should_trust_a_pem_file() throws Exception {
        assertReadable(pemTrust(server));
    }

    @Test
    void should_authenticate_with_a_pkcs12_store() throws Exception {
        fake.close();
        open(true);

        Map<String, String> settings = new HashMap<>(pemTrust(server));
        settings.putAll(keyStore(client));
        assertReadable(settings);
    }

    @Test
    void should_authenticate_with_a_pem_file() throws Exception {
        fake.close();
        open(true);

        Map<String, String> settings = new HashMap<>(pemTrust(server));
        settings.put("ssl.keystore.location", client.keyPem().toString());
        settings.put("ssl.keystore.type", "PEM");
        assertReadable(settings);
    }

    @Test
    void should_explain_an_unknown_authority() {
        SchemaRegistryFailureTest.assertFatal(
                client(fake.url(), pemTrust(client)),
                fake.url(),
                "cannot be reached with TLS: its certificate is not signed by an authority in our trust store"
                        + SSL_FILE);
    }

    @Test
    void should_explain_plaintext_to_a_server_with_tls() {
        URI url = URI.create(fake.url().toString().replace("https", "http"));

        SchemaRegistryFailureTest.assertFatal(client(url, Map.of()), url, "requires TLS; write https:// in its URL");
    }

    @Test
    void should_explain_tls_to_a_server_without() throws IOException {
        try (RawServer plain = RawServer.open("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            SchemaRegistryFailureTest.assertFatal(
                    client(plain.url("https"), Map.of()),
                    plain.url("https"),
                    "cannot be reached with TLS: it does not speak TLS at this port" + SSL_FILE);
        }
    }

    @Test
    void should_explain_tls_to_a_server_that_waits_for_more() throws IOException {
        try (RawServer plain = RawServer.open("")) {
            SchemaRegistryFailureTest.assertTransient(
                    client(plain.url("https"), Map.of()),
                    plain.url("https"),
                    "does not respond to a TLS handshake; does it speak TLS at this port?");
        }
    }

    @Test
    void should_explain_a_missing_certificate() throws IOException {
        fake.close();
        open(true);

        assertThatThrownBy(() -> client(fake.url(), pemTrust(server)).check())
                .isInstanceOf(NotReadyException.class)
                .hasMessageMatching("it did not send a complete response \\(.*\\); does it want a certificate\\?");
    }

    @Test
    void should_explain_a_wrong_password_of_a_store() {
        Map<String, String> settings = new HashMap<>(keyStore(client));
        settings.put("ssl.keystore.password", "s3cret");

        assertThatThrownBy(() -> RegistryTls.context(settings, "--schema-registry-config: client.properties"))
                .isInstanceOf(UserError.class)
                .hasMessage("--schema-registry-config: client.properties: ssl.keystore.password is not the password of "
                        + client.keyStore());
    }

    private void assertReadable(Map<String, String> settings) throws Exception {
        try (SchemaRegistry registry = client(fake.url(), settings)) {
            assertThat(registry.schema(new Number(7)).get().text()).isEqualTo("x");
            registry.check();
        }
    }

    private static SchemaRegistry client(URI url, Map<String, String> settings) {
        return new SchemaRegistry(new RegistryConfig(
                List.of(url),
                Optional.empty(),
                RegistryTls.context(settings, "test"),
                RegistryConfig.CONNECT_TIMEOUT,
                RegistryConfig.READ_TIMEOUT));
    }

    private static Map<String, String> keyStore(TestStores stores) {
        return Map.of(
                "ssl.keystore.location",
                stores.keyStore().toString(),
                "ssl.keystore.password",
                TestStores.PASSWORD,
                "ssl.keystore.type",
                "PKCS12");
    }

    private static Map<String, String> pemTrust(TestStores stores) {
        return Map.of("ssl.truststore.location", stores.certificatePem().toString(), "ssl.truststore.type", "PEM");
    }
}
