package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.producer.generator.ValueFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a server that responds as a registry does. */
@Timeout(60)
final class SchemaSetupTest {

    private static final String TYPES = "/schemas/types";
    private static final String REGISTER = "/subjects/orders-value/versions";
    private static final String FIND = "/subjects/orders-value";

    private record Response(int status, String body) {}

    private final Map<String, Deque<Response>> responses = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StopSignal stop = new StopSignal();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Deque<Response> ofPath = responses.getOrDefault(path, new ArrayDeque<>());
            Response response = ofPath.isEmpty() ? new Response(404, "") : ofPath.removeFirst();
            byte[] body = response.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        respond(TYPES, 200, "[\"AVRO\",\"PROTOBUF\",\"JSON\"]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "AVRO, '{\"schema\":'",
        "PROTOBUF, '{\"schemaType\":\"PROTOBUF\",'",
        "JSON_SCHEMA, '{\"schemaType\":\"JSON\",'"
    })
    void should_register_the_schema_of_the_format_for_values_of_the_topic(ValueFormat format, String start)
            throws InterruptedException {
        respond(REGISTER, 200, "{\"id\":41}");

        assertThat(schemaId(format, true)).isEqualTo(41);
        assertThat(requests)
                .last()
                .asString()
                .startsWith(REGISTER + " " + start)
                .contains("total_amount");
    }

    @Test
    void should_only_look_for_the_schema_when_asked_not_to_register() throws InterruptedException {
        respond(FIND, 200, "{\"subject\":\"orders-value\",\"version\":2,\"id\":42,\"schema\":\"\"}");

        assertThat(schemaId(ValueFormat.AVRO, false)).isEqualTo(42);
        assertThat(requests).noneMatch(request -> request.startsWith(REGISTER));
    }

    @Test
    void should_end_with_one_line_when_the_subject_does_not_have_the_schema() {
        respond(FIND, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

        assertThatThrownBy(() -> schemaId(ValueFormat.AVRO, false))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("orders-value", "--no-register");
    }

    @Test
    void should_end_with_one_line_when_the_schema_is_incompatible() {
        respond(REGISTER, 409, "{\"error_code\":409,\"message\":\"READER_FIELD_MISSING_DEFAULT_VALUE\\nprice\"}");

        assertThatThrownBy(() -> schemaId(ValueFormat.AVRO, true))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("orders-value", "not compatible", "409")
                .hasMessageNotContaining("\n");
    }

    @Test
    void should_wait_for_a_registry_that_is_not_ready() throws InterruptedException {
        responses.clear();
        respond(TYPES, 503, "");
        respond(TYPES, 200, "[\"AVRO\"]");
        respond(REGISTER, 200, "{\"id\":43}");

        assertThat(schemaId(ValueFormat.AVRO, true)).isEqualTo(43);
    }

    @Test
    void should_not_begin_after_a_stop() {
        stop.request();

        assertThatThrownBy(() -> schemaId(ValueFormat.AVRO, true)).isInstanceOf(StoppedException.class);
        assertThat(requests).isEmpty();
    }

    private void respond(String path, int status, String body) {
        responses.computeIfAbsent(path, unused -> new ArrayDeque<>()).add(new Response(status, body));
    }

    private int schemaId(ValueFormat format, boolean register) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var settings = new ValueSettings(format, Optional.of(RegistryConfig.of(List.of(url))), register);
        var target = new KafkaTarget(Optional.empty(), "orders", 3, 1, Map.of(), Duration.ZERO);
        return SchemaSetup.schemaId(settings, target, stop);
    }
}
