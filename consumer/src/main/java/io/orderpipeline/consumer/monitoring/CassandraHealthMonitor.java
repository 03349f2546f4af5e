package io.orderpipeline.consumer.monitoring;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that Cassandra does not respond while no order is written. It probes only while no write is acknowledged, so
 * that a database under load is not probed, and one that is merely slow is not reported. Used by one thread.
 */
final class CassandraHealthMonitor implements AutoCloseable {

    static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CassandraHealthMonitor.class);

    private final PipelineCounters counters;
    private final BackgroundQuery<Optional<String>> probe;
    private long acknowledgedBefore;

    /** @param probe why Cassandra does not respond, or empty; may block */
    CassandraHealthMonitor(Supplier<Optional<String>> probe, PipelineCounters counters, LongSupplier nanoTime) {
        this.counters = counters;
        this.probe = new BackgroundQuery<>(
                "cassandra-health-probe",
                Optional.empty(),
                probe::get,
                e -> LOG.debug("Cannot probe Cassandra", e),
                nanoTime);
        this.probe.reset();
    }

    /** Reports the last probe and starts the next one when it is due. Never blocks. */
    void update() {
        long acknowledged = counters.snapshot().stream()
                .mapToLong(partition -> partition.count(Counter.BATCHES))
                .sum();
        if (acknowledged != acknowledgedBefore) {
            acknowledgedBefore = acknowledged;
            probe.reset();
        }
        counters.idleTrouble(probe.newest(PROBE_INTERVAL)
                .map(trouble -> trouble + " (health probe while no order is written)")
                .orElse(null));
    }

    @Override
    public void close() {
        probe.close();
    }
}
