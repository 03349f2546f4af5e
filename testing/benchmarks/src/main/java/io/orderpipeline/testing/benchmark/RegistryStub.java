package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A schema registry that knows the schemas of {@link ValueFormat} only. The programs ask it once at start; a real
 * registry would be one more JVM on the two cores.
 */
final class RegistryStub implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;

    RegistryStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/schemas/types", exchange -> answer(exchange, "[\"JSON\",\"PROTOBUF\",\"AVRO\"]"));
        server.createContext("/schemas/ids/", exchange -> answer(exchange, schema(lastPart(exchange))));
        server.createContext(
                "/subjects/", exchange -> answer(exchange, JSON.writeValueAsString(Map.of("id", id(exchange)))));
        server.start();
    }

    private static String lastPart(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String schema(String id) throws IOException {
        ValueFormat format = find(known -> known.schemaId == Integer.parseInt(id));
        return JSON.writeValueAsString(Map.of("schemaType", format.schemaType, "schema", format.schema()));
    }

    /** Of the schema that a producer registers. */
    private static int id(HttpExchange exchange) throws IOException {
        String type =
                JSON.readTree(exchange.getRequestBody()).path("schemaType").asText("AVRO");
        return find(format -> format.schemaType.equals(type)).schemaId;
    }

    private static ValueFormat find(Predicate<ValueFormat> condition) {
        return Stream.of(ValueFormat.values()).filter(condition).findFirst().orElseThrow();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    String option() {
        return "--schema-registry=http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
