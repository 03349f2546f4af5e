package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void should_name_the_port_in_use_and_its_option() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(new NodeAddress("kafka", 1, 1, port)))
                    .hasMessage("kafka: port " + port + " on 127.0.0.1 is in use: stop what listens there or choose"
                            + " another with --kafka-port");
            assertThat(Ports.isOpen(new NodeAddress("kafka", 1, 1, port).address()))
                    .isTrue();
        }
    }

    @Test
    void should_detect_a_port_in_use_on_all_addresses() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Ports.requireFree(new NodeAddress("kafka", 1, 1, taken.getLocalPort())))
                    .isInstanceOf(StackException.class);
        }
    }

    @Test
    void should_find_a_free_port() {
        int port = Ports.free();

        assertThatCode(() -> Ports.requireFree(new NodeAddress("kafka", 1, 1, port)))
                .doesNotThrowAnyException();
        assertThat(Ports.isOpen(new NodeAddress("kafka", 1, 1, port).address())).isFalse();
    }
}
