package io.orderpipeline.testing.endtoend.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access to the consumer's HTTP endpoints; without servers, because HTTP works while the consumer waits for them. */
final class HttpAccessIT {

    private static final int USUAL_PORT = 8080;
    private static final String TOKEN = "a-token-of-some-length";

    private final List<ChildProcess> started = new ArrayList<>();
    private ServerSocket nobody;

    @BeforeEach
    void reserveAPortWhereNoBrokerIs() throws IOException {
        nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        started.forEach(ChildProcess::close);
        nobody.close();
    }

    @Test
    void should_serve_requests_with_a_local_host_name_only() throws IOException {
        WatchedConsumer watched = WatchedConsumer.of(consumer("--http-port=0"));

        assertThat(watched.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(watched.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(watched.get("/readyz").body()).contains("\"ready\":false", "starting");
        assertThat(statusLine(watched, "localhost:1")).contains(" 200 ");
        assertThat(statusLine(watched, "evil.example")).contains(" 403 ");
    }

    @Test
    void should_leave_no_text_of_malformed_requests_in_the_log() throws IOException {
        ChildProcess consumer = consumer("--http-port=0");
        WatchedConsumer watched = WatchedConsumer.of(consumer);

        for (int i = 0; i < 20; i++) {
            assertThat(statusLine(watched, "s3cret " + i + "@:")).contains(" 400 ");
        }

        consumer.awaitErr("Malformed HTTP requests rejected: 1", TestPipeline.LIMIT);
        assertThat(consumer.err()).noneMatch(line -> line.contains("s3cret") || line.contains("jetty"));
        assertThat(consumer.err().stream().filter(line -> line.contains("Malformed")))
                .hasSize(1);
    }

    /** By hand, because Java's HTTP client does not allow setting this header. */
    private static String statusLine(WatchedConsumer watched, String host) throws IOException {
        try (Socket socket = new Socket(watched.page().getHost(), watched.page().getPort())) {
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void should_require_the_configured_token(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        ChildProcess consumer = consumer("--http-port=0", "--http-token-file=" + file);
        WatchedConsumer watched = WatchedConsumer.of(consumer);

        assertThat(watched.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(watched.get("/").statusCode()).isEqualTo(401);
        assertThat(watched.get("/metrics", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(consumer.err()).as("no secret").noneMatch(line -> line.contains(TOKEN));
    }

    @Test
    void should_reject_an_external_address_without_a_token() {
        ChildProcess consumer = consumer("--http-address=0.0.0.0", "--http-port=0");

        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isEqualTo(2);
        assertThat(consumer.err())
                .singleElement()
                .asString()
                .startsWith("consumer: --http-address 0.0.0.0")
                .contains("--http-token-file");
    }

    @Test
    void should_fail_with_one_line_when_the_given_port_is_unavailable() {
        ChildProcess consumer = consumer("--http-port=" + nobody.getLocalPort());

        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isEqualTo(1);
        assertThat(consumer.err())
                .singleElement()
                .asString()
                .startsWith("consumer: ")
                .contains("port " + nobody.getLocalPort(), "--http-port", "--no-http");
    }

    @Test
    void should_run_without_http_when_the_default_port_is_unavailable() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            take(other);
            ChildProcess consumer = consumer();

            assertThat(consumer.awaitErr("No dashboard and no metrics", TestPipeline.LIMIT))
                    .contains("port " + USUAL_PORT, "--http-port");
            consumer.awaitErr("Waiting for the broker", TestPipeline.LIMIT);
        }
    }

    /** The port may be in use already, which serves the same purpose. */
    private static void take(ServerSocket socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
        } catch (BindException taken) {
            assertThat(socket.isBound()).isFalse();
        }
    }

    private ChildProcess consumer(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Repository.find().consumerJar().toString()));
        all.addAll(List.of(options));
        all.add("--bootstrap-servers=127.0.0.1:" + nobody.getLocalPort());
        all.add("--contact-points=127.0.0.1:" + nobody.getLocalPort());
        ChildProcess consumer = ChildProcess.start(Java.running().launch("consumer.jar", all));
        started.add(consumer);
        return consumer;
    }
}
