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
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Why a write was not acknowledged, by whose fault it is, for that decides what to do. */
public sealed interface WriteFailure {

    /** The database is slow, overloaded or away. The rows are good: keep them and try again later. */
    record DatabaseInTrouble(String reason) implements WriteFailure {}

    /** The database does not take so much in one request. */
    record BatchTooLarge(String reason) implements WriteFailure {}

    /** The database refuses these rows for good, or one of them: the answer will not change. */
    record RowsRefused(String reason) implements WriteFailure {}

    /** The program or its set-up is wrong, every further write would fail too: end, loudly. */
    record OurFault(Throwable cause) implements WriteFailure {

        /**
         * What to end with: one line where an operator can mend it, else a mistake in the program.
         *
         * @param where the partition, for the message
         */
        public RuntimeException end(String where) {
            return cause instanceof DriverException
                    ? UserError.failed(
                            where + ": Cassandra refuses to take orders: " + cause.getMessage()
                                    + "; check the table, its settings and our permissions",
                            cause)
                    : new IllegalStateException(where + ": writing orders cannot go on", cause);
        }
    }

    /**
     * What a server says of a batch above its threshold, or above the largest mutation that its commit log takes.
     * Cassandra 5.0 holds only batches of several partitions to the threshold, which ours are not.
     */
    Pattern BATCH_TOO_LARGE = Pattern.compile("Batch too large|oversized mutation");

    /** What the server says of a row that is larger than it takes. Nothing else is the rows' fault. */
    Pattern TOO_LARGE = Pattern.compile("too large|too long|longer than maximum|size violated");

    /** A full disk comes as an invalid query, though the query is not to blame. */
    Pattern DISK_FULL = Pattern.compile("disk usage");

    static WriteFailure of(Throwable error) {
        if (error instanceof CompletionException && error.getCause() != null) {
            return of(error.getCause());
        }
        if (error instanceof AllNodesFailedException all) {
            return ofAllNodes(all);
        }
        if (error instanceof QueryValidationException) {
            return ofRefusal(error);
        }
        if (error instanceof FrameTooLongException) {
            return new BatchTooLarge(reason(error));
        }
        return isTrouble(error) ? new DatabaseInTrouble(reason(error)) : new OurFault(error);
    }

    private static WriteFailure ofRefusal(Throwable error) {
        String message = String.valueOf(error.getMessage());
        if (DISK_FULL.matcher(message).find()) {
            return new DatabaseInTrouble(reason(error));
        }
        if (BATCH_TOO_LARGE.matcher(message).find()) {
            return new BatchTooLarge(message);
        }
        return TOO_LARGE.matcher(message).find() ? new RowsRefused(message) : new OurFault(error);
    }

    private static boolean isTrouble(Throwable error) {
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
     * No node took the request. A refusal counts, for the next node would refuse as well; whatever else a node's
     * connection came to, it is away: that shows in many exceptions, some of them not the driver's own.
     */
    private static WriteFailure ofAllNodes(AllNodesFailedException all) {
        return all.getAllErrors().values().stream()
                .flatMap(List::stream)
                .filter(error -> error instanceof QueryValidationException || error instanceof FrameTooLongException)
                .map(WriteFailure::of)
                .findFirst()
                .orElseGet(() -> new DatabaseInTrouble(reason(all)));
    }

    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return error.getClass().getSimpleName() + ": " + message;
    }
}
