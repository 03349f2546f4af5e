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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            Protocol initialization request, step 1 (OPTIONS): timed out after 5000 ms  \
            | it accepts the connection, and does not answer within 5000 ms; is that a Cassandra node?
            Protocol initialization request, step 1 (OPTIONS): failed to send request \
            (java.nio.channels.ClosedChannelException) | the connection was closed before an answer
            Protocol initialization request, step 2 (STARTUP): server replied with unexpected error code [OVERLOADED]: \
            too many connections | it refuses the connection: too many connections
            Protocol initialization request, step 1 (OPTIONS): unexpected failure (java.lang.X$YException: no frame) \
            | the connection failed: no frame
            Protocol initialization request, step 5 (USE KEYSPACE): no such keyspace \
            | the connection failed: no such keyspace
            Heartbeat request: timed out after 5000 ms | no answer to a heartbeat within 5000 ms
            Driver channel is closing                  | the connection was closed
            Channel was force-closed                   | the connection was closed
            Lost connection to remote peer             | the connection was closed by the node
            Host does not support protocol version V5  \
            | it speaks no protocol version of the driver; is that Cassandra 2.1 or later?
            Authentication error on node /127.0.0.1:9042: Node /127.0.0.1:9042 requires authentication (o.a.c.X), but \
            no authenticator configured | it requires a user name and a password
            Couldn't acquire a stream id from InFlightHandler on [id: 0x1] \
            | too many requests at once on the connection
            """)
    void should_say_the_cause_in_place_of_the_name_of_a_request(String message, String text) {
        assertThat(DriverErrorText.of(new ClosedConnectionException(
                        "[s0|control|id: 0x1, L:/127.0.0.1:1 - R:/127.0.0.1:9042] " + message)))
                .isEqualTo(text);
        assertThat(DriverErrorText.of(new ClosedConnectionException(message))).isEqualTo(text);
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
