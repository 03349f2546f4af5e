package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the table has lost its rows, by TRUNCATE or by DROP and CREATE: writes succeed before and after, and the
 * committed offsets claim rows that are gone. Used by one thread.
 */
public final class TableMonitor implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TableMonitor.class);

    private final TableIdentity table;
    private final EventTimeline timeline;
    private final BackgroundQuery<Optional<TableState>> query;

    /** @param reader of the table's state; may block, and may fail */
    public TableMonitor(
            TableIdentity table, Callable<Optional<TableState>> reader, EventTimeline timeline, LongSupplier nanoTime) {
        this.table = table;
        this.timeline = timeline;
        this.query = new BackgroundQuery<>(
                "table-monitor",
                Optional.empty(),
                reader,
                e -> LOG.debug("Cannot read the state of table {}", table.name(), e),
                nanoTime);
    }

    /** Reports the last state and reads the next one when it is due. Never blocks. */
    public void update() {
        query.newest(INTERVAL).ifPresent(this::compare);
    }

    /** Reads the state now, before the program ends. Blocks for the request timeout at most. */
    public void updateNow() throws InterruptedException {
        query.await().ifPresent(this::compare);
    }

    private void compare(TableState current) {
        table.state().flatMap(current::lossSince).ifPresent(loss -> {
            timeline.add(Event.Kind.DATABASE, "table " + table.name() + " " + loss);
            LOG.warn(
                    "Table {} {}: the orders that were written before are not in it; to write them again, reset the"
                            + " offsets of the group to the earliest",
                    table.name(),
                    loss);
        });
        table.update(current);
    }

    @Override
    public void close() {
        query.close();
    }
}
