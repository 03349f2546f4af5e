package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.consumer.cassandra.row.TableState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the state of a table: a node keeps the times of its own truncations in {@code system.local}, which every user
 * may read. Always asks the same node while that is up: TRUNCATE fails while any node is down. Blocks; safe for use by
 * several threads.
 */
final class TableStates {

    /** An entry is a position in the commit log (a long and an int) and the time in milliseconds (a long). */
    private static final int TIME_INDEX = Long.BYTES + Integer.BYTES;

    private static final SimpleStatement QUERY =
            SimpleStatement.newInstance("SELECT truncated_at FROM system.local WHERE key = 'local'");

    private final CqlSession session;
    private final TargetTable table;

    TableStates(CqlSession session, TargetTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * @return empty when the table does not exist now, or no node is up
     * @throws DriverException when the node does not respond, or does not keep these times
     */
    Optional<TableState> read() {
        return table.find(session.getMetadata()).flatMap(TableMetadata::getId).flatMap(id -> node().map(
                        node -> new TableState(id, node.getHostId(), truncatedAt(id, node))));
    }

    private Optional<Node> node() {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getState() == NodeState.UP && node.getHostId() != null)
                .min(Comparator.comparing(Node::getHostId));
    }

    private Instant truncatedAt(UUID id, Node node) {
        Row row = Objects.requireNonNull(session.execute(QUERY.setNode(node)).one(), "system.local has one row");
        Map<UUID, ByteBuffer> times = row.getMap(0, UUID.class, ByteBuffer.class);
        ByteBuffer entry = times == null ? null : times.get(id);
        return entry == null ? Instant.EPOCH : Instant.ofEpochMilli(entry.getLong(entry.position() + TIME_INDEX));
    }
}
