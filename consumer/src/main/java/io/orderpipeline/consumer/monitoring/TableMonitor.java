package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the table has lost its rows, by TRUNCATE or by DROP and CREATE: the committed offsets claim rows that
 * are gone. Used by one thread.
 */
public final class TableMonitor implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TableMonitor.class);

    private final TableIdentity table;
    private final PipelineCounters counters;
    private final Runnable afterLoss;
    private final BackgroundQuery<Optional<TableState>> query;

    /**
     * @param reader of the table's state; may block, and may fail
     * @param afterLoss called once for each loss; never blocks
     */
    public TableMonitor(
            TableIdentity table,
            Callable<Optional<TableState>> reader,
            PipelineCounters counters,
            Runnable afterLoss,
            LongSupplier nanoTime) {
        this.table = table;
        this.counters = counters;
        this.afterLoss = afterLoss;
        this.query = new BackgroundQuery<>(
                "table-monitor",
                Optional.empty(),
                reader,
                e -> LOG.debug("Cannot read the state of table {}", table.name(), e),
                nanoTime);
    }

    /** Reports the last state and reads the next one when it is due. Never blocks. */
    public void update() {
        query.newest(INTERVAL).flatMap(table::update).ifPresent(loss -> {
            counters.rowsLost(loss);
            afterLoss.run();
        });
    }

    @Override
    public void close() {
        query.close();
    }
}
