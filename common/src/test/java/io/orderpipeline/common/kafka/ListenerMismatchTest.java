package io.orderpipeline.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.DaemonThreads;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenerMismatchTest {

    private static final int SASL_HANDSHAKE = 17;
    private static final short UNSUPPORTED_MECHANISM = 33;
    private static final short ILLEGAL_STATE = 34;

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAINTEXT, 33, requires SASL and we do not use it: set security.protocol to SASL_PLAINTEXT and sasl.mechanism"
                + " to PLAIN or SCRAM-SHA-512 in the file of --kafka-config",
        "SSL, 33, 'does not speak TLS at this port and we do: correct the port, or set security.protocol to"
                + " SASL_PLAINTEXT in the file of --kafka-config'",
        "SASL_SSL, 34, 'does not speak TLS at this port and we do: correct the port, or set security.protocol to"
                + " PLAINTEXT in the file of --kafka-config'",
    })
    void should_name_the_protocol_of_the_listener(String protocol, short error, String message) {
        serve(error, "PLAIN", "SCRAM-SHA-512");

        assertThat(ListenerMismatch.of(settings(protocol))).hasValueSatisfying(problem -> assertThat(problem)
                .hasMessage("the broker at 127.0.0.1:" + listener.getLocalPort() + " " + message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT", "SASL_PLAINTEXT"})
    void should_accept_the_protocol_of_the_client(String protocol) {
        serve(protocol.equals("PLAINTEXT") ? ILLEGAL_STATE : UNSUPPORTED_MECHANISM, "PLAIN");

        assertThat(ListenerMismatch.of(settings(protocol))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAINTEXT", "SASL_SSL"})
    void should_not_blame_a_server_that_is_not_kafka(String protocol) {
        answer(socket -> socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8)));

        assertThat(ListenerMismatch.of(settings(protocol))).isEmpty();
    }

    /** One after the other, they would take twice as long. */
    @Test
    void should_take_two_seconds_for_servers_that_do_not_respond() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + listener.getLocalPort() + ",127.0.0.1:" + other.getLocalPort();
            long start = System.nanoTime();

            assertThat(ListenerMismatch.of(Map.of("bootstrap.servers", servers)))
                    .isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3_500));
        }
    }

    @Test
    void should_not_blame_a_server_that_is_away() throws IOException {
        listener.close();

        assertThat(ListenerMismatch.of(settings("SSL"))).isEmpty();
    }

    private Map<String, Object> settings(String protocol) {
        return Map.of("bootstrap.servers", "127.0.0.1:" + listener.getLocalPort(), "security.protocol", protocol);
    }

    /** Answers a SASL handshake, and closes the connection after any other request. */
    private void serve(short error, String... mechanisms) {
        answer(socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length > 100 || in.readShort() != SASL_HANDSHAKE) {
                return;
            }
            in.readShort();
            int correlation = in.readInt();
            in.readNBytes(length - 2 * Short.BYTES - Integer.BYTES);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(1);
            out.writeInt(correlation);
            out.writeShort(error);
            out.writeInt(mechanisms.length);
            for (String mechanism : mechanisms) {
                out.writeShort(mechanism.length());
                out.writeBytes(mechanism);
            }
        });
    }

    private interface Answer {
        void to(Socket socket) throws IOException;
    }

    private void answer(Answer answer) {
        DaemonThreads.start("listener", () -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    answer.to(socket);
                } catch (IOException closed) {
                    // By the client, or at the end of the test.
                }
            }
        });
    }
}
