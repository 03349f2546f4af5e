package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.SchemaId.Number;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure of the registry is one line, and waiting at start ends at once when it cannot help. */
@Timeout(60)
final class SchemaRegistryFailureTest {

    private static final String HTML = "<html><body>Welcome to nginx</body></html>";
    private static final Map<String, String> HTML_TYPE = Map.of("Content-Type", "text/html");
    private static final String CREDENTIALS =
            "; set basic.auth.user.info or bearer.auth.token in the file of" + " --schema-registry-config";

    private FakeRegistry fake;

    @BeforeEach
    void open() throws IOException {
        fake = new FakeRegistry();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    static Stream<Arguments> transientResponses() {
        return Stream.of(
                Arguments.of(500, "", "failed with HTTP status 500"),
                Arguments.of(
                        500,
                        "{\"error_code\":50001,\"message\":\"Error in the\\nbackend\"}",
                        "failed with HTTP status 500: Error in the backend"),
                Arguments.of(502, HTML, "failed with HTTP status 502"),
                Arguments.of(429, "{}", "failed with HTTP status 429"),
                Arguments.of(408, "", "failed with HTTP status 408"));
    }

    @ParameterizedTest
    @MethodSource("transientResponses")
    void should_wait_while_the_registry_fails(int status, String body, String reason) {
        fake.answer("GET /schemas/types", status, body).answer("GET /schemas/ids/7", status, body);

        assertTransient(fake.client(), fake.url(), reason);
    }

    static Stream<Arguments> fatalResponses() {
        return Stream.of(
                Arguments.of(
                        401,
                        Map.of(),
                        "{\"error_code\":40101,\"message\":\"Unauthorized\"}",
                        "gives no access without valid credentials (401: Unauthorized)" + CREDENTIALS),
                Arguments.of(
                        401,
                        Map.of("WWW-Authenticate", "Basic realm=\"registry\""),
                        HTML,
                        "gives no access without valid credentials (401)" + CREDENTIALS),
                Arguments.of(
                        403,
                        Map.of(),
                        "{\"error_code\":40301,\"message\":\"Forbidden\"}",
                        "refuses us PATH (403: Forbidden); grant it to our user, or check the file of"
                                + " --schema-registry-config"),
                Arguments.of(
                        404,
                        HTML_TYPE,
                        HTML,
                        "has no PATH (404); check the path in its URL, which is /apis/ccompat/v7 for Apicurio"),
                Arguments.of(
                        404,
                        Map.of(),
                        "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                        "has no PATH (404: HTTP 404 Not Found); check the path in its URL, which is /apis/ccompat/v7"
                                + " for Apicurio"),
                Arguments.of(
                        200,
                        HTML_TYPE,
                        HTML,
                        "is no schema registry: its response is not JSON (text/html); check the URL"),
                Arguments.of(200, Map.of(), "", "is no schema registry: its response is not JSON; check the URL"),
                Arguments.of(
                        302,
                        Map.of("Location", "https://login.example/"),
                        "",
                        "redirects to https://login.example/; name the URL that is meant"),
                Arguments.of(405, Map.of(), "", "refuses PATH with HTTP status 405"));
    }

    @ParameterizedTest
    @MethodSource("fatalResponses")
    void should_not_wait_when_the_configuration_is_wrong(
            int status, Map<String, String> headers, String body, String reason) {
        fake.answer("GET /schemas/types", status, headers, body).answer("GET /schemas/ids/7", status, headers, body);

        assertFatal(fake.client(), fake.url(), reason);
    }

    @Test
    void should_follow_no_redirect() throws IOException {
        try (FakeRegistry other = new FakeRegistry()) {
            fake.answer("GET /schemas/ids/7", 307, Map.of("Location", other.url() + "/schemas/ids/7"), "");

            assertThatThrownBy(() -> fake.client().schema(new Number(7)).get())
                    .hasCauseInstanceOf(RegistryException.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":\"tru", "[1,2]", "{}", "{\"schema\":\"x\",\"references\":[7]}", "{nonsense}"})
    void should_not_blame_a_schema_for_an_invalid_response(String body) {
        fake.answer("GET /schemas/ids/7", body);

        assertThatThrownBy(() -> fake.client().schema(new Number(7)).get())
                .cause()
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(
                        "the schema registry at " + fake.url() + " sent a response that its API does not allow: ")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void should_stop_reading_a_large_body() {
        fake.answer("GET /schemas/ids/7", 200, HTML_TYPE, "x".repeat(10 << 20));

        assertThatThrownBy(() -> fake.client().schema(new Number(7)).get())
                .cause()
                .isInstanceOf(RegistryException.class)
                .hasMessage("the schema registry at " + fake.url()
                        + " is no schema registry: its response is not JSON (text/html); check the URL");
    }

    @Test
    void should_reject_at_start_what_is_no_array_of_types() {
        fake.answer("GET /schemas/types", "{}");

        assertThatThrownBy(() -> fake.client().check())
                .isInstanceOf(UserError.class)
                .hasMessage("the schema registry at " + fake.url() + " sent a response that its API does not allow: not"
                        + " an array; check --schema-registry");
    }

    @Test
    void should_wait_for_a_server_that_does_not_listen() {
        URI url = fake.url();
        fake.close();

        assertTransient(client(url), url, "does not respond; is it running, and reachable from here?");
    }

    @Test
    void should_wait_for_a_host_that_is_unknown() {
        URI url = URI.create("http://registry.invalid:8081");

        assertTransient(client(url), url, "is unknown: there is no host of that name");
    }

    @Test
    void should_wait_for_a_server_that_sends_no_response() throws IOException {
        try (RawServer server = RawServer.open("")) {
            assertTransient(client(server.url("http")), server.url("http"), "did not respond within 400 ms");
        }
    }

    @Test
    void should_wait_for_a_server_that_sends_no_whole_body() throws IOException {
        try (RawServer server = RawServer.open("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"schema\":")) {
            assertTransient(client(server.url("http")), server.url("http"), "did not respond within 400 ms");
        }
    }

    @Test
    void should_wait_for_a_server_that_breaks_the_connection() throws IOException {
        try (RawServer server = RawServer.closing("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"schema\":")) {
            assertThatThrownBy(() ->
                            client(server.url("http")).schema(new Number(7)).get())
                    .cause()
                    .isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith(
                            "the schema registry at " + server.url("http") + " did not send a complete response (");
            assertThatThrownBy(() -> client(server.url("http")).check()).isInstanceOf(NotReadyException.class);
        }
    }

    @Test
    void should_wait_when_one_of_the_servers_may_become_available() {
        URI down = URI.create("http://localhost:1");
        fake.answer("GET /schemas/types", 401, "");
        RegistryConfig config = RegistryConfig.of(List.of(fake.url(), down));

        assertThatThrownBy(() -> new SchemaRegistry(config).check())
                .isInstanceOf(NotReadyException.class)
                .hasMessage("it does not respond; is it running, and reachable from here?");
    }

    static void assertTransient(SchemaRegistry registry, URI url, String reason) {
        try (registry) {
            assertThatThrownBy(() -> registry.schema(new Number(7)).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("the schema registry at " + url + " " + reason);
            assertThatThrownBy(registry::check)
                    .isInstanceOf(NotReadyException.class)
                    .hasMessage("it " + reason);
        }
    }

    static void assertFatal(SchemaRegistry registry, URI url, String reason) {
        try (registry) {
            assertThatThrownBy(() -> registry.schema(new Number(7)).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("the schema registry at " + url + " " + reason.replace("PATH", "/schemas/ids/7"));
            assertThatThrownBy(registry::check)
                    .isInstanceOf(UserError.class)
                    .hasMessage("the schema registry at " + url + " " + reason.replace("PATH", "/schemas/types"));
        }
    }

    private static SchemaRegistry client(URI url) {
        return new SchemaRegistry(new RegistryConfig(
                List.of(url), Optional.empty(), Optional.empty(), Duration.ofMillis(200), Duration.ofMillis(200)));
    }
}
