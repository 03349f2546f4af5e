package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema registry as its clients use it, by Confluent's REST API. */
@UsesLocalStack
final class SchemaRegistryIT {

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final HttpClient plain = HttpClient.newHttpClient();

    @Test
    void should_register_a_schema_and_return_it_by_id(LocalStack stack) throws Exception {
        String url = stack.schemaRegistry().url();

        int id = register(plain, url, "returned", "long");

        assertThat(get(plain, url + "/schemas/ids/" + id).body()).contains("\\\"long\\\"");
        assertThat(get(plain, url + "/schemas/ids/" + (id + 1_000)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void should_keep_schemas_and_give_new_ids_after_kill_9(LocalStack stack) throws Exception {
        SchemaRegistryServer registry = stack.schemaRegistry();
        int first = register(plain, registry.url(), "kept", "string");

        registry.kill();
        assertThat(registry.isReady()).isFalse();
        registry.start();

        assertThat(get(plain, registry.url() + "/schemas/ids/" + first).body()).contains("\\\"string\\\"");
        assertThat(register(plain, registry.url(), "kept", "string")).isEqualTo(first);
        assertThat(register(plain, registry.url(), "added", "bytes")).isGreaterThan(first);
    }

    @Test
    void should_keep_schemas_after_a_clean_stop(LocalStack stack) throws Exception {
        SchemaRegistryServer registry = stack.schemaRegistry();
        int id = register(plain, registry.url(), "stopped", "double");

        registry.stop();
        registry.start();

        assertThat(register(plain, registry.url(), "stopped", "double")).isEqualTo(id);
    }

    @Test
    void should_not_be_ready_while_it_is_paused(LocalStack stack) {
        SchemaRegistryServer registry = stack.schemaRegistry();

        registry.pause();
        try {
            assertThat(registry.isReady()).isFalse();
        } finally {
            registry.resume();
        }

        await().until(registry::isReady);
    }

    @Test
    void should_ignore_sigint(LocalStack stack) throws Exception {
        SchemaRegistryServer registry = stack.schemaRegistry();

        new ProcessBuilder("kill", "-INT", Long.toString(registry.pid()))
                .start()
                .waitFor();

        assertThat(registry.isReady()).isTrue();
    }

    @Test
    void should_have_no_registry_unless_configured(@TempDir Path folder) {
        LocalStack stack = LocalStack.open(StackConfig.onFreePorts(folder.resolve("none")));
        try {
            assertThat(stack.servers()).extracting(StackServer::name).containsExactly("kafka", "cassandra");
            assertThatThrownBy(stack::schemaRegistry).hasMessage("this stack has no schema registry");
        } finally {
            stack.discard();
        }
    }

    @Test
    void should_serve_only_tls_in_a_secured_stack(@TempDir Path folder) throws Exception {
        Security security = Security.create(folder.resolve("secured"));
        LocalStack stack = LocalStack.open(StackConfig.onFreePorts(folder.resolve("secured"))
                .withSchemaRegistry()
                .forShortLife());
        try {
            String url = stack.schemaRegistry().url();
            HttpClient trusting = HttpClient.newBuilder()
                    .sslContext(trustOfClientFile(security))
                    .build();

            assertThat(url).startsWith("https://localhost:");
            assertThat(register(trusting, url, "secured", "int")).isPositive();
            assertThatThrownBy(() -> get(plain, url + "/subjects")).isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> get(plain, url.replace("https:", "http:") + "/subjects"))
                    .isInstanceOf(IOException.class);
            assertThat(commandLine(stack.schemaRegistry()))
                    .doesNotContain(security.secret(Security.Secret.SERVER_STORE));
        } finally {
            stack.discard();
        }
    }

    /** As the file for {@code --schema-registry-config} says. */
    private static SSLContext trustOfClientFile(Security security) throws IOException, GeneralSecurityException {
        Properties file = StackFiles.readProperties(security.file(ClientFiles.SCHEMA_REGISTRY))
                .orElseThrow();
        KeyStore store = KeyStore.getInstance(file.getProperty("ssl.truststore.type"));
        try (var in = Files.newInputStream(Path.of(file.getProperty("ssl.truststore.location")))) {
            store.load(in, file.getProperty("ssl.truststore.password").toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String commandLine(StackServer server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().commandLine())
                .orElseThrow();
    }

    /** Returns the id. */
    private static int register(HttpClient client, String url, String subject, String avroType)
            throws IOException, InterruptedException {
        HttpRequest request = request(url + "/subjects/" + subject + "/versions")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString("{\"schema\": \"{\\\"type\\\": \\\"" + avroType + "\\\"}\"}"))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Matcher id = ID.matcher(response.body());
        assertThat(id.find()).as(response.body()).isTrue();
        return Integer.parseInt(id.group(1));
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(request(url).GET().build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    }
}
