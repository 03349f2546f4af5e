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
import com.datastax.oss.driver.api.core.servererrors.CDCWriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
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
                transientFailure(new InvalidQueryException(
                        NODE, "Write request failed because disk usage exceeds failure threshold")),
                transientFailure(new CDCWriteFailureException(NODE, "the CDC directory is full")),
                rejected(new InvalidQueryException(
                        NODE,
                        "Guardrail column_value_size violated: Value of column 'product' has size 2KiB, this exceeds"
                                + " the failure threshold of 1KiB.")),
                refused(new InvalidQueryException(
                        NODE,
                        "Guardrail maximum_timestamp violated: The modification to table orders has a timestamp 9"
                                + " after the maximum allowable fail threshold 8")),
                refused(new InvalidQueryException(
                        NODE,
                        "Guardrail minimum_timestamp violated: The modification to table orders has a timestamp 1"
                                + " before the minimum allowable fail threshold 2")),
                refused(new InvalidQueryException(
                        NODE,
                        "Guardrail write_consistency_levels violated: Provided values [LOCAL_QUORUM] are not allowed"
                                + " for write_consistency_levels (disallowed values are: [LOCAL_QUORUM])")),
                refused(new InvalidQueryException(
                        NODE,
                        "Guardrail user_timestamps violated: User provided timestamps (USING TIMESTAMP) is not"
                                + " allowed")),
                refused(new InvalidQueryException(
                        NODE,
                        "Cannot index value of size 70000 for index i on ks.orders(product) (maximum allowed"
                                + " size=65535)")),
                refused(new InvalidQueryException(NODE, "a reason of a later server")),
                refused(new InvalidConfigurationInQueryException(NODE, "a setting")),
                refused(new FunctionFailureException(NODE, "execution of 'f[text]' failed")),
                refused(new ProtocolError(NODE, "Cannot decode value")),
                refused(allNodes(new InvalidQueryException(NODE, "a reason of a later server"))),
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

    private static Arguments refused(Throwable error) {
        return Arguments.of(error, WriteFailure.Refused.class);
    }

    private static Arguments fatal(Throwable error) {
        return Arguments.of(error, WriteFailure.Fatal.class);
    }
}
