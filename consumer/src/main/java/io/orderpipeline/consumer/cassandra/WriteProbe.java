package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A write that changes no row: it deletes the blank order id, which no order has, with a write timestamp as rows have.
 * A server that refuses it refuses all rows. Safe for use by several threads.
 */
final class WriteProbe {

    private final CqlSession session;
    private final TargetTable table;
    private final PreparedStatement delete;

    WriteProbe(CqlSession session, TargetTable table) {
        this.session = session;
        this.table = table;
        this.delete = session.prepare(
                Cql.read("probe-write.cql", table.name(), table.layout().keyMatch()));
    }

    /**
     * Completes when the server accepts writes; otherwise fails with the server's error.
     *
     * @param version of the rejected row: its base is part of the write timestamp, which the server may be limiting
     */
    CompletionStage<?> send(int partition, long version) {
        try {
            return session.executeAsync(statement(partition, version));
        } catch (RuntimeException e) {
            // The driver throws some rejections on this thread, before it sends the request.
            return CompletableFuture.failedFuture(e);
        }
    }

    private BoundStatement statement(int partition, long version) {
        long shard = table.layout().shard(Instant.now());
        ByteBuffer writeTimestamp = CqlValues.bigint(table.layout().writeTimestamp(shard, version));
        List<ByteBuffer> values = new ArrayList<>(List.of(writeTimestamp));
        values.addAll(table.layout().key(partition, shard));
        return Cql.bind(delete, values).build();
    }

    /**
     * The check at startup.
     *
     * @throws UserError when the server refuses every write
     */
    static void require(CqlSession session, TargetTable table) throws NotReadyException {
        try {
            WriteProbe probe = new WriteProbe(session, table);
            session.execute(probe.statement(0, 0));
        } catch (DriverException e) {
            if (WriteFailure.of(e) instanceof WriteFailure.Transient failure) {
                throw new NotReadyException(failure.reason(), e);
            }
            throw UserError.failed(
                    "Cassandra refuses writes to table " + table.name() + ": " + DriverErrorText.of(e)
                            + "; the write timestamps of this table are "
                            + table.layout().writeTimestamps()
                            + ". Check the server's guardrails and the permissions of the user. Nothing was written",
                    e);
        }
    }
}
