package io.orderpipeline.common.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP server on loopback with a fixed response for each request; 404 with the API's code for others. */
final class FakeRegistry implements AutoCloseable {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    record Request(String line, String authorization, String contentType, String body) {}

    private record Response(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final String scheme;
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeRegistry() throws IOException {
        this(HttpServer.create(loopback(), 0), "http");
    }

    private FakeRegistry(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.start();
    }

    static FakeRegistry withTls(SSLContext context, boolean requiresCertificate) throws IOException {
        SSLParameters settings = context.getDefaultSSLParameters();
        settings.setNeedClientAuth(requiresCertificate);
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(settings);
            }
        });
        return new FakeRegistry(server, "https");
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(new Request(
                    line,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            Response response = responses.getOrDefault(
                    line,
                    new Response(404, Map.of("Content-Type", JSON), "{\"error_code\":40403,\"message\":\"none\"}"));
            byte[] body = response.body().getBytes(UTF_8);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client may close the connection before it has read the response.
            throw new UncheckedIOException(e);
        }
    }

    /** @param request such as {@code GET /schemas/ids/1} */
    FakeRegistry answer(String request, String body) {
        return answer(request, 200, body);
    }

    FakeRegistry answer(String request, int status, String body) {
        return answer(request, status, Map.of("Content-Type", JSON), body);
    }

    FakeRegistry answer(String request, int status, Map<String, String> headers, String body) {
        responses.put(request, new Response(status, headers, body));
        return this;
    }

    URI url() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    List<String> requestLines() {
        return requests.stream().map(Request::line).toList();
    }

    SchemaRegistry client() {
        return new SchemaRegistry(RegistryConfig.of(List.of(url())));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
