package io.orderpipeline.testing.endtoend.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A reverse proxy with TLS and basic authentication in front of a schema registry, as operators put one there. */
final class RegistryGateway implements AutoCloseable {

    static final String USER_INFO = "orders:correct-horse";

    private static final String HTML = "<html><body>Sign in to continue</body></html>";

    /** What the gateway does with a request. */
    enum Behavior {
        FORWARDS(0),
        SHOWS_A_PAGE(200),
        KNOWS_NO_PATH(404),
        FAILS(500),
        HAS_NO_BACKEND(502),
        DOES_NOT_RESPOND(0);

        private final int status;

        Behavior(int status) {
            this.status = status;
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String backend;
    private final HttpsServer server;
    private volatile Behavior behavior = Behavior.FORWARDS;

    /** @param backend URL of the registry, whose path this one's URL does not have */
    RegistryGateway(String backend, SSLContext tls) throws IOException {
        this.backend = backend;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    RegistryGateway that(Behavior next) {
        behavior = next;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (behavior) {
                case FORWARDS -> forward(exchange);
                case DOES_NOT_RESPOND -> closed.await();
                default -> respond(exchange, behavior.status, "text/html", HTML.getBytes(UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        String expected = "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, "text/html", HTML.getBytes(UTF_8));
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(backend + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        respond(exchange, response.statusCode(), "application/json", response.body());
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) {
        try {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
