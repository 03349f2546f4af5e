package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DriverErrorTextTest {

    private static final Node NODE = node(new Address("127.0.0.1:9042"));

    @Test
    void should_contain_no_class_name_and_no_iso_8601_duration() {
        assertThat(DriverErrorText.of(new DriverTimeoutException("Query timed out after PT5S")))
                .isEqualTo("Query timed out after 5 s");
        assertThat(DriverErrorText.of(new DriverTimeoutException("[s0|control|id: 0x1] Protocol request: timed out")))
                .isEqualTo("Protocol request: timed out");
        assertThat(DriverErrorText.of(new CompletionException(new ClosedConnectionException("Lost connection"))))
                .isEqualTo("Lost connection");
    }

    @Test
    void should_name_the_node_by_its_address() {
        Throwable unavailable = new NodeUnavailableException(NODE);
        Throwable closed = new ClosedConnectionException("Lost connection");

        assertThat(DriverErrorText.of(unavailable)).isEqualTo("no connection to node 127.0.0.1:9042");
        assertThat(DriverErrorText.of(AllNodesFailedException.fromErrors(List.of(Map.entry(NODE, unavailable)))))
                .isEqualTo("no connection to node 127.0.0.1:9042");
        assertThat(DriverErrorText.of(AllNodesFailedException.fromErrors(List.of(Map.entry(NODE, closed)))))
                .isEqualTo("node 127.0.0.1:9042: Lost connection");
        assertThat(DriverErrorText.of(new NoNodeAvailableException())).isEqualTo("no node is available");
    }

    private record Address(String text) implements EndPoint {

        @Override
        public SocketAddress resolve() {
            return InetSocketAddress.createUnresolved("127.0.0.1", 9042);
        }

        @Override
        public String asMetricPrefix() {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static Node node(EndPoint address) {
        return (Node) Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {Node.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getEndPoint" -> address;
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> "node";
                });
    }
}
