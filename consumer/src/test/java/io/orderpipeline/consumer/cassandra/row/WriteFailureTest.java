package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WriteFailureTest {

    private static final DefaultConsistencyLevel QUORUM = DefaultConsistencyLevel.LOCAL_QUORUM;

    /** Exceptions only print the node. */
    private static final Node NODE = (Node) Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, args) -> method.getName().equals("hashCode") ? 1 : null);

    static Stream<Arguments> failures() {
        return Stream.of(
                transientFailure(new DriverTimeoutException("Query timed out after PT5S")),
                transientFailure(new WriteTimeoutException(NODE, QUORUM, 0, 1, DefaultWriteType.UNLOGGED_BATCH)),
                transientFailure(new WriteFailureException(NODE, QUORUM, 0, 1, DefaultWriteType.SIMPLE, 1, Map.of())),
                transientFailure(new UnavailableException(NODE, QUORUM, 2, 1)),
                transientFailure(new OverloadedException(NODE)),
                transientFailure(new BootstrappingException(NODE)),
                transientFailure(new ServerError(NODE, "java.lang.RuntimeException")),
                transientFailure(new ClosedConnectionException("Lost connection to remote peer")),
                transientFailure(new BusyConnectionException(1024)),
                transientFailure(new RequestThrottlingException("The session is shutting down")),
                transientFailure(new NoNodeAvailableException()),
                transientFailure(allNodes(new OverloadedException(NODE))),
                transientFailure(new CompletionException(new OverloadedException(NODE))),
                transientFailure(allNodes(new NodeUnavailableException(NODE))),
                transientFailure(allNodes(new IllegalStateException("Driver channel is closing"))),
                transientFailure(allNodes(new ClosedChannelException())),
                transientFailure(allNodes(new IOException("Broken pipe"))),
                transientFailure(
                        new InvalidQueryException(NODE, "Guardrail violated: disk usage exceeds failure threshold")),
                fatal(new InvalidQueryException(NODE, "User provided timestamps (USING TIMESTAMP) is not allowed")),
                tooLarge(new InvalidQueryException(NODE, "Batch too large")),
                tooLarge(new InvalidQueryException(
                        NODE, "Encountered an oversized mutation (40960/32768) for keyspace")),
                rejected(new InvalidQueryException(NODE, "Key length of 70000 is longer than maximum of 65535")),
                tooLarge(allNodes(new InvalidQueryException(NODE, "Batch too large"))),
                fatal(new InvalidQueryException(NODE, "unconfigured table orders")),
                fatal(new InvalidQueryException(NODE, "Keyspace order_pipeline does not exist")),
                fatal(new SyntaxError(NODE, "line 1:0 no viable alternative")),
                fatal(new UnauthorizedException(NODE, "User has no MODIFY permission")),
                fatal(new CodecNotFoundException(DataTypes.INT, GenericType.STRING)),
                fatal(new IllegalArgumentException("a bug")));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("failures")
    void should_classify_failures(Throwable error, Class<? extends WriteFailure> expected) {
        assertThat(WriteFailure.of(error)).isInstanceOf(expected);
    }

    private static Throwable allNodes(Throwable error) {
        return AllNodesFailedException.fromErrors(List.of(Map.entry(NODE, error)));
    }

    private static Arguments transientFailure(Throwable error) {
        return Arguments.of(error, WriteFailure.Transient.class);
    }

    private static Arguments tooLarge(Throwable error) {
        return Arguments.of(error, WriteFailure.BatchTooLarge.class);
    }

    private static Arguments rejected(Throwable error) {
        return Arguments.of(error, WriteFailure.RowsRejected.class);
    }

    private static Arguments fatal(Throwable error) {
        return Arguments.of(error, WriteFailure.Fatal.class);
    }
}
