package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Why a write was not acknowledged, by whose fault it is, for that decides what to do. */
public sealed interface WriteFailure {

    /** The database is slow, overloaded or away. The rows are good: keep them and try again later. */
    record DatabaseInTrouble(String reason) implements WriteFailure {}

    /** The database refuses these rows for good, or one of them, or so many at once: the answer will not change. */
    record RowsRefused(String reason) implements WriteFailure {}

    /** The program or its set-up is wrong, every further write would fail too: end, loudly. */
    record OurFault(Throwable cause) implements WriteFailure {}

    /** An invalid query that is not about the rows: the table or the keyspace has changed under our feet. */
    Pattern ABOUT_THE_TABLE =
            Pattern.compile("unconfigured table|does not exist|Undefined column|Unknown identifier|keyspace");

    static WriteFailure of(Throwable error) {
        if (error instanceof CompletionException && error.getCause() != null) {
            return of(error.getCause());
        }
        if (error instanceof AllNodesFailedException all) {
            return ofAllNodes(all);
        }
        if (error instanceof InvalidQueryException) {
            String message = String.valueOf(error.getMessage());
            return ABOUT_THE_TABLE.matcher(message).find() ? new OurFault(error) : new RowsRefused(message);
        }
        if (error instanceof FrameTooLongException) {
            return new RowsRefused(String.valueOf(error.getMessage()));
        }
        return isTrouble(error) ? new DatabaseInTrouble(reason(error)) : new OurFault(error);
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
                || error instanceof RequestThrottlingException;
    }

    /** No node took the request. When they say why, the gravest reason counts; when there is none, they are away. */
    private static WriteFailure ofAllNodes(AllNodesFailedException all) {
        return all.getAllErrors().values().stream()
                .flatMap(List::stream)
                .map(WriteFailure::of)
                .filter(failure -> !(failure instanceof DatabaseInTrouble))
                .findFirst()
                .orElseGet(() -> new DatabaseInTrouble(reason(all)));
    }

    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return error.getClass().getSimpleName() + ": " + message;
    }
}
