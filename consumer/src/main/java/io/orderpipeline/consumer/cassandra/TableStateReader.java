package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.cassandra.row.TableState.Mark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state of a table. Each node keeps the times of its truncations in {@code system.local}, which every user
 * may read; TRUNCATE runs on all nodes, so any node may respond. Blocks; safe for use by several threads.
 */
final class TableStateReader {

    /** An entry is a position in the commit log (a long and an int) and the time in milliseconds (a long). */
    private static final int TIME_INDEX = Long.BYTES + Integer.BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(TableStateReader.class);

    private final CqlSession session;
    private final TargetTable table;
    private volatile boolean hasTimes = true;

    TableStateReader(CqlSession session, TargetTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * @return empty when the table does not exist now
     * @throws DriverException when no node responds
     */
    Optional<TableState> read() {
        return table.find(session.getMetadata()).flatMap(TableMetadata::getId).map(this::read);
    }

    /** At startup, when the table exists. */
    TableState require() throws NotReadyException {
        try {
            return read().orElseThrow(() -> new NotReadyException("this node does not have the table yet"));
        } catch (DriverException e) {
            throw new NotReadyException(DriverErrorText.of(e), e);
        }
    }

    private TableState read(UUID id) {
        if (hasTimes) {
            try {
                return read(
                        id, session.execute(Cql.read("select-truncated-at.cql")).one());
            } catch (QueryValidationException e) {
                LOG.warn("This database does not tell when a table is truncated: {}", DriverErrorText.of(e));
                hasTimes = false;
            }
        }
        return new TableState(new Mark(id, Instant.now()), Instant.EPOCH);
    }

    private static TableState read(UUID id, Row local) {
        Map<UUID, ByteBuffer> times = local.getMap("truncated_at", UUID.class, ByteBuffer.class);
        return state(id, local.getInstant("now"), truncatedAt(times == null ? null : times.get(id)));
    }

    /** A node whose clock was set back has a truncation in its future, which would be reported at every read. */
    static TableState state(UUID id, Instant now, Instant truncatedAt) {
        return new TableState(new Mark(id, now.isBefore(truncatedAt) ? truncatedAt : now), truncatedAt);
    }

    static Instant truncatedAt(ByteBuffer entry) {
        return entry == null || entry.remaining() < TIME_INDEX + Long.BYTES
                ? Instant.EPOCH
                : Instant.ofEpochMilli(entry.getLong(entry.position() + TIME_INDEX));
    }
}
