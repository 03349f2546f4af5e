package io.orderpipeline.common.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TlsProbeTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void should_detect_a_handshake_or_an_alert() {
        assertThat(speaksTls(22, 3, 3, 0)).isTrue();
        assertThat(speaksTls(21, 3, 3, 0)).isTrue();
    }

    @Test
    void should_not_detect_tls_in_other_responses() {
        assertThat(speaksTls('H', 'T', 'T', 'P')).isFalse();
        assertThat(speaksTls(22, 1)).isFalse();
        assertThat(speaksTls()).as("hangs up").isFalse();
    }

    @Test
    void should_not_detect_tls_on_a_closed_port() throws IOException {
        InetSocketAddress address = address();
        server.close();

        assertThat(TlsProbe.speaksTls(address)).isFalse();
    }

    @Test
    void should_send_a_client_hello() throws IOException {
        CompletableFuture<Boolean> probe = CompletableFuture.supplyAsync(() -> TlsProbe.speaksTls(address()));
        try (Socket guest = server.accept()) {
            assertThat(guest.getInputStream().readNBytes(2)).containsExactly(22, 3);
        }
        assertThat(probe.join()).isFalse();
    }

    private boolean speaksTls(int... answer) {
        CompletableFuture<Boolean> probe = CompletableFuture.supplyAsync(() -> TlsProbe.speaksTls(address()));
        try (Socket guest = server.accept()) {
            guest.getInputStream().readNBytes(5);
            byte[] octets = new byte[answer.length];
            for (int i = 0; i < answer.length; i++) {
                octets[i] = (byte) answer[i];
            }
            guest.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return probe.join();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }
}
