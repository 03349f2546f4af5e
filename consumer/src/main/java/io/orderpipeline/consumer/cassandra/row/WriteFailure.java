package io.orderpipeline.consumer.cassandra.row;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Classifies why a write was not acknowledged: the class decides what happens to the rows. */
public sealed interface WriteFailure {

    /** For people, in one line. */
    String reason();

    /** The database is slow, overloaded or unavailable. The rows are kept and retried. */
    record Transient(String reason) implements WriteFailure {}

    /** The request exceeds a size limit of the server. */
    record BatchTooLarge(String reason) implements WriteFailure {}

    /** The server rejects at least one of the rows permanently. */
    record RowsRejected(String reason) implements WriteFailure {}

    /**
     * The server refuses the request for a reason that this program does not know. A row may be the cause, for example
     * a value that an index or a guardrail does not accept, or every write is refused.
     */
    record Refused(Throwable cause) implements WriteFailure {

        @Override
        public String reason() {
            return DriverErrorText.of(cause);
        }

        public WriteFailure byRows() {
            return new RowsRejected(reason());
        }

        public WriteFailure byEveryWrite() {
            return new Fatal(cause);
        }
    }

    /** Every further write would fail too, because of the configuration or an error in the program. */
    record Fatal(Throwable cause) implements WriteFailure {

        @Override
        public String reason() {
            return DriverErrorText.of(cause);
        }

        /**
         * The exception to end the program with: one line when the operator can fix the cause, otherwise with a stack
         * trace.
         *
         * @param where the partition, for the message
         */
        public RuntimeException toException(String where) {
            if (cause instanceof UserError known) {
                return known;
            }
            return cause instanceof DriverException
                    ? UserError.failed(
                            where + ": Cassandra rejects all orders: " + reason()
                                    + "; check the table, its settings and the permissions of the user",
                            cause)
                    : new IllegalStateException(where + ": orders cannot be written", cause);
        }
    }

    /**
     * The server's message for a batch above its threshold, or above the largest mutation that fits its commit log.
     * Cassandra 5.0 applies the threshold only to batches of several partitions; these batches have one.
     */
    Pattern BATCH_TOO_LARGE = Pattern.compile("Batch too large|oversized mutation");

    /** The server's message for a row that exceeds a limit: the only case in which the row itself is the cause. */
    Pattern TOO_LARGE = Pattern.compile("too large|too long|longer than maximum|size violated");

    /** The server reports a full disk as an invalid query. */
    Pattern DISK_FULL = Pattern.compile("disk usage");

    /** The server's messages for a table that does not match the statement. */
    Pattern NO_SUCH_TABLE = Pattern.compile(
            "unconfigured table|[Kk]eyspace .*does not exist|[Tt]able .*does not exist|Undefined column name");

    static WriteFailure of(Throwable error) {
        if (error instanceof CompletionException && error.getCause() != null) {
            return of(error.getCause());
        }
        if (error instanceof AllNodesFailedException all) {
            return ofAllNodes(all);
        }
        if (error instanceof QueryValidationException
                || error instanceof FunctionFailureException
                || error instanceof ProtocolError) {
            return ofRejection(error);
        }
        if (error instanceof FrameTooLongException) {
            return new BatchTooLarge(DriverErrorText.of(error));
        }
        return isTransient(error) ? new Transient(DriverErrorText.of(error)) : new Fatal(error);
    }

    /** For a request that depends on no row: it is never refused because of one. */
    static WriteFailure ofEveryWrite(Throwable error) {
        WriteFailure failure = of(error);
        return failure instanceof Refused refused ? refused.byEveryWrite() : failure;
    }

    private static WriteFailure ofRejection(Throwable error) {
        String message = String.valueOf(error.getMessage());
        if (DISK_FULL.matcher(message).find()) {
            return new Transient(DriverErrorText.of(error));
        }
        if (BATCH_TOO_LARGE.matcher(message).find()) {
            return new BatchTooLarge(message);
        }
        if (TOO_LARGE.matcher(message).find()) {
            return new RowsRejected(message);
        }
        boolean isEveryWrite = error instanceof UnauthorizedException
                || error instanceof SyntaxError
                || NO_SUCH_TABLE.matcher(message).find();
        return isEveryWrite ? new Fatal(error) : new Refused(error);
    }

    private static boolean isTransient(Throwable error) {
        return error instanceof DriverTimeoutException
                || error instanceof QueryExecutionException
                || error instanceof OverloadedException
                || error instanceof BootstrappingException
                || error instanceof ServerError
                || error instanceof TruncateException
                || error instanceof ClosedConnectionException
                || error instanceof HeartbeatException
                || error instanceof BusyConnectionException
                || error instanceof NodeUnavailableException
                || error instanceof RequestThrottlingException
                || error instanceof IOException;
    }

    /**
     * No node accepted the request. A rejection by one node counts, because every node would reject it. Any other error
     * means that the node is unavailable; it shows in many exceptions, some of them not the driver's own.
     */
    private static WriteFailure ofAllNodes(AllNodesFailedException all) {
        return all.getAllErrors().values().stream()
                .flatMap(List::stream)
                .filter(error -> error instanceof QueryValidationException || error instanceof FrameTooLongException)
                .map(WriteFailure::of)
                .findFirst()
                .orElseGet(() -> new Transient(DriverErrorText.of(all)));
    }
}
