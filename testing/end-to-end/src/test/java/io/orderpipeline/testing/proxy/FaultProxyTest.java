package io.orderpipeline.testing.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client and a server with the proxy between them; both ends are in the test's hands. */
final class FaultProxyTest {

    /** Long for a loopback, short for a test that waits in vain on purpose. */
    private static final int IN_VAIN_MILLIS = 200;

    @AutoClose
    private final ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

    @AutoClose
    private final FaultProxy proxy = FaultProxy.before((InetSocketAddress) listening.getLocalSocketAddress());

    @AutoClose
    private final Socket client = new Socket();

    @AutoClose
    private final Socket server;

    FaultProxyTest() throws IOException {
        client.connect(proxy.address());
        server = listening.accept();
    }

    @Test
    void should_forward_bytes_in_both_directions() throws IOException {
        client.getOutputStream().write(7);
        assertThat(server.getInputStream().read()).isEqualTo(7);

        server.getOutputStream().write(8);
        assertThat(client.getInputStream().read()).isEqualTo(8);
    }

    @Test
    void should_hold_bytes_while_half_open_and_forward_them_afterwards() throws IOException {
        proxy.set(NetworkConditions.SILENT);
        client.getOutputStream().write(7);
        server.setSoTimeout(IN_VAIN_MILLIS);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        proxy.set(NetworkConditions.CLEAR);

        server.setSoTimeout(0);
        assertThat(server.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void should_forward_everything_in_small_pieces_at_low_bandwidth() throws IOException {
        proxy.set(new NetworkConditions(Duration.ofMillis(1), 3));

        client.getOutputStream().write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThat(server.getInputStream().readNBytes(8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void should_reset_both_sides() {
        assertThat(proxy.reset()).isEqualTo(1);

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(IOException.class);
    }

    @Test
    void should_reset_a_client_whose_server_is_unavailable() throws IOException {
        listening.close();
        try (Socket late = new Socket()) {
            late.connect(proxy.address());

            assertThatThrownBy(() -> late.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void should_close_the_server_side_when_the_client_closes() throws IOException {
        client.close();

        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(IOException.class);
    }
}
