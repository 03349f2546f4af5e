package io.orderpipeline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Docker engine that has no image, as far as Testcontainers looks. */
final class FakeEngine implements AutoCloseable {

    private static final Pattern INSPECTED = Pattern.compile(".*/images/(.+)/json");
    private static final Pattern CREATED = Pattern.compile("\"Image\":\"([^\"]+)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<String> refusal = Optional.empty();

    FakeEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::respond);
        server.start();
    }

    /** For DOCKER_HOST. */
    String address() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The paths of all requests. */
    List<String> requests() {
        return requests;
    }

    /** From now on it creates no container, as when it may not run privileged ones. */
    void refuseContainers(String message) {
        refusal = Optional.of("{\"message\":\"" + message + "\"}");
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Matcher inspected = INSPECTED.matcher(path);
        Matcher created = CREATED.matcher(body);
        if (path.endsWith("/containers/create") && refusal.isPresent()) {
            send(exchange, 500, refusal.get());
        } else if (path.endsWith("/containers/create") && created.find()) {
            send(exchange, 404, noSuchImage(created.group(1)));
        } else if (inspected.matches()) {
            send(exchange, 404, noSuchImage(inspected.group(1)));
        } else {
            send(
                    exchange,
                    200,
                    "{\"ApiVersion\":\"1.44\",\"Version\":\"26.1.0\",\"OSType\":\"linux\","
                            + "\"MemTotal\":8000000000}");
        }
    }

    private static String noSuchImage(String name) {
        return "{\"message\":\"No such image: " + name + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
