package io.orderpipeline.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a client can do to the server is bounded. */
@Timeout(120)
class HttpServerTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 100;
    private static final String REQUEST = "GET /well HTTP/1.1\r\nHost: localhost\r\n";
    private static final String SECRET = "s3cret";

    /** Completes the response to the stream. */
    private final CompletableFuture<Runnable> stream = new CompletableFuture<>();

    private HttpServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void should_close_a_connection_whose_headers_come_byte_by_byte() throws IOException {
        start(SHORT, MANY);
        try (Socket client = connect()) {
            write(client, REQUEST + "X-Slow: ");

            awaitEndWhileWriting(client);
        }
    }

    @Test
    void should_close_a_connection_whose_body_comes_byte_by_byte() throws IOException {
        start(SHORT, MANY);
        try (Socket client = connect()) {
            write(client, REQUEST + "Content-Length: 1000000\r\n\r\n");
            assertThat(statusLine(client)).contains(" 200 ");

            awaitEndWhileWriting(client);
        }
    }

    @Test
    void should_close_a_connection_without_a_further_request() throws IOException {
        start(SHORT, MANY);
        try (Socket client = connect()) {
            write(client, REQUEST + "\r\n");
            String response = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(response).contains(" 200 ").endsWith("/well\n");
        }
    }

    @Test
    void should_not_close_a_connection_while_it_responds() throws IOException {
        start(SHORT, MANY);
        try (Socket page = connect();
                Socket idle = connect()) {
            write(page, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Runnable completion = stream.join();
            write(idle, REQUEST + "\r\n");
            idle.getInputStream().readAllBytes();

            completion.run();

            assertThat(new String(page.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("event");
        }
    }

    @Test
    void should_accept_no_more_connections_than_the_limit() throws IOException {
        start(LONG, 2);
        try (Socket first = connect()) {
            assertThat(server.isAccepting()).isTrue();
            try (Socket second = connect()) {
                Awaitility.await().until(() -> !server.isAccepting());
                write(first, REQUEST + "\r\n");
                assertThat(statusLine(first)).contains(" 200 ");
            }
            Awaitility.await().until(() -> server.isAccepting());
        }
    }

    @Test
    void should_respond_to_pipelined_requests_one_after_another() throws IOException {
        start(SHORT, MANY);
        try (Socket client = connect()) {
            write(client, (REQUEST + "\r\n").repeat(MANY));

            String responses = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(MANY + 1);
        }
    }

    @Test
    void should_reject_malformed_requests_and_log_no_more_than_one_line_without_their_text() throws IOException {
        start(Duration.ofSeconds(5), MANY);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(lines);
        try {
            for (String request : malformed().toList()) {
                assertThat(response(request))
                        .as(request)
                        .doesNotContain(SECRET)
                        .satisfiesAnyOf(
                                response -> assertThat(response).isEmpty(),
                                response -> assertThat(response).startsWith("HTTP/1.1 4"),
                                response -> assertThat(response).startsWith("HTTP/1.1 505 "));
            }
        } finally {
            root.detachAppender(lines);
        }

        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Malformed HTTP requests rejected: 1");
    }

    private static Stream<String> malformed() {
        String host = "Host: localhost\r\n";
        return Stream.of(
                "GET / HTTP/1.1\r\nHost: " + SECRET + " b@c:d\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [" + SECRET + "\r\n\r\n",
                "GET / HTTP/1.1\r\n" + host + "Host: " + SECRET + "\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz" + SECRET + " HTTP/1.1\r\n" + host + "\r\n",
                "GET /" + SECRET + "\r\n\r\n",
                "GET / HTTP/9.9\r\n" + host + "\r\n",
                SECRET + "\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u00c8\u0001" + SECRET + "\r\n\r\n",
                "GET /" + SECRET.repeat(10_000) + " HTTP/1.1\r\n" + host + "\r\n",
                "GET / HTTP/1.1\r\n" + host + "X: " + SECRET.repeat(10_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\n" + host + (SECRET + ": x\r\n").repeat(10_000) + "\r\n",
                "GET / HTTP/1.1\r\n" + host + "Content-Length: " + SECRET + "\r\n\r\n");
    }

    /** Until the server has closed the connection, perhaps before it has read the whole request. */
    private String response(String request) throws IOException {
        try (Socket client = connect()) {
            try {
                write(client, request);
                return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (IOException reset) {
                return "";
            }
        }
    }

    private void start(Duration limit, int connections) throws IOException {
        server = new HttpServer(
                new HttpConfig("127.0.0.1", 0, false, Optional.empty()), this::respond, limit, connections);
        server.start();
    }

    private void respond(String path, Response response, Callback callback) {
        if (path.equals("/stream")) {
            stream.complete(() -> HttpResponse.text(HttpStatus.OK_200, "event").send(response, callback));
        } else {
            HttpResponse.text(HttpStatus.OK_200, path).send(response, callback);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.url()).getPort());
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        return socket;
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String statusLine(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1)).readLine();
    }

    /** The idle timeout does not end it, because bytes keep coming. */
    private static void awaitEndWhileWriting(Socket client) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                write(client, "x");
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
    }
}
