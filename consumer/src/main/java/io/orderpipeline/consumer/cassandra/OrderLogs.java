package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the generations in a small table beside the orders, a row for each. Two members that find the same change
 * insert the same generation with a lightweight transaction: one inserts it, the other adopts it. Safe for use by
 * several threads.
 */
final class OrderLogs implements LogGenerations {

    static final String TABLE = "order_logs";

    static final TableShape SHAPE = new TableShape(
            Map.of(
                    "partition", DataTypes.INT,
                    "generation", DataTypes.INT,
                    "cluster_id", DataTypes.TEXT,
                    "topic_id", DataTypes.TEXT,
                    "cut_after_epoch", DataTypes.INT,
                    "base", DataTypes.BIGINT,
                    "created", DataTypes.TIMESTAMP),
            List.of("partition"),
            List.of("generation"));

    /**
     * Between the highest offset of the earlier log that this group knows and the next base: another group may have
     * written that many records more from it.
     */
    static final long MARGIN = 1L << 32;

    private static final int NOT_CUT = -1;

    private static final Logger LOG = LoggerFactory.getLogger(OrderLogs.class);

    private final CqlSession session;
    private final String keyspace;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final Map<Integer, Generation> inUse = new ConcurrentHashMap<>();

    private record Generation(int number, Log log, int cutAfterEpoch, long base) {

        static Generation of(Row row) {
            return new Generation(
                    row.getInt("generation"),
                    new Log(row.getString("cluster_id"), row.getString("topic_id")),
                    row.getInt("cut_after_epoch"),
                    row.getLong("base"));
        }

        /**
         * Whether its base is that of this log as it is now. A later cut that another group found serves for ours too.
         */
        boolean serves(Log wanted, Past past) {
            return log.equals(wanted) && cutAfterEpoch >= past.cutAfterEpoch().orElse(NOT_CUT);
        }

        /** Releases without generations wrote the offset alone: what they wrote from the same log has base 0. */
        static Generation first(Log log, Past past) {
            long base = past.end() == 0 || past.ofSameLog() ? 0 : past.end() + MARGIN;
            return new Generation(0, log, past.cutAfterEpoch().orElse(NOT_CUT), base);
        }

        Generation next(Log other, Past past) {
            return new Generation(number + 1, other, past.cutAfterEpoch().orElse(NOT_CUT), base + past.end() + MARGIN);
        }
    }

    /** Prepares the statements: the table must be there. */
    OrderLogs(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
        this.select = session.prepare(Cql.read("select-log.cql", keyspace));
        this.insert = session.prepare(Cql.read("insert-log.cql", keyspace));
    }

    /**
     * Writes the generations that this process relies on again, after the keyspace was dropped and created again:
     * without them, the next start would write below the rows that were written since.
     */
    @Override
    public void restore() {
        session.executeAsync(Cql.read("create-order-logs.cql", keyspace))
                .thenCompose(created -> CompletableFuture.allOf(inUse.entrySet().stream()
                        .map(entry -> session.executeAsync(bind(entry.getKey(), entry.getValue()))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)))
                .whenComplete((done, error) -> {
                    if (error != null) {
                        LOG.warn("Cannot write the generations to {}.{} again: {}", keyspace, TABLE, error.toString());
                    }
                });
    }

    /**
     * The newest base of each Kafka partition; a partition without one has base 0. Blocks.
     *
     * @param keyspace in which an earlier release may have created the orders table alone
     */
    static Map<Integer, Long> newestBases(CqlSession session, String keyspace) {
        boolean exists = session.getMetadata()
                .getKeyspace(keyspace)
                .flatMap(found -> found.getTable(TABLE))
                .isPresent();
        Map<Integer, Long> bases = new HashMap<>();
        if (exists) {
            session.execute(Cql.read("select-log-bases.cql", keyspace))
                    .forEach(row -> bases.put(row.getInt("partition"), row.getLong("base")));
        }
        return bases;
    }

    @Override
    public CompletionStage<Long> base(int partition, Log log, Past past) {
        return session.executeAsync(select.bind(partition)).thenCompose(found -> {
            Row row = found.one();
            if (row == null) {
                return begin(partition, Generation.first(log, past), past);
            }
            Generation newest = Generation.of(row);
            return newest.serves(log, past) ? use(partition, newest) : begin(partition, newest.next(log, past), past);
        });
    }

    /** Another member may have begun the generation first: then it is read again. */
    private CompletionStage<Long> begin(int partition, Generation next, Past past) {
        return session.executeAsync(bind(partition, next)).thenCompose(result -> {
            if (!result.wasApplied()) {
                return base(partition, next.log(), past);
            }
            if (next.number() > 0) {
                LOG.info(
                        "Partition {}: generation {} of the log begins; write timestamps are {} + offset",
                        partition,
                        next.number(),
                        next.base());
            }
            return use(partition, next);
        });
    }

    private CompletionStage<Long> use(int partition, Generation generation) {
        inUse.put(partition, generation);
        return CompletableFuture.completedFuture(generation.base());
    }

    private BoundStatement bind(int partition, Generation generation) {
        return insert.bind(
                partition,
                generation.number(),
                generation.log().clusterId(),
                generation.log().topicId(),
                generation.cutAfterEpoch(),
                generation.base());
    }
}
