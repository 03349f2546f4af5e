package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Monitors the group's lag and the health of Cassandra, and makes the snapshots. Used by one thread. */
public final class PipelineMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);

    private final SnapshotMaker snapshots;
    private final CassandraHealthMonitor cassandra;
    private final BackgroundQuery<GroupOffsets.Sample> offsets;

    /** What the user wants the pipeline to do. */
    public enum DesiredState {
        RUN,
        /** Stop polling and finish what is in flight. */
        PAUSE,
        STOP
    }

    /**
     * @param groupOffsets reads the group's offsets by partition; may block, and may fail
     * @param healthProbe why Cassandra does not respond, or empty; may block
     */
    public PipelineMonitor(
            String topic,
            String group,
            PipelineCounters counters,
            EventTimeline timeline,
            Callable<Map<Integer, Offsets>> groupOffsets,
            Supplier<Optional<String>> healthProbe) {
        LongSupplier nanoTime = System::nanoTime;
        this.snapshots = new SnapshotMaker(topic, group, counters, timeline, nanoTime, InstantSource.system());
        this.cassandra = new CassandraHealthMonitor(healthProbe, counters, nanoTime);
        this.offsets = new BackgroundQuery<>(
                "lag-monitor",
                GroupOffsets.Sample.NONE,
                () -> new GroupOffsets.Sample(groupOffsets.call(), nanoTime.getAsLong()),
                e -> logFailure(group, e),
                nanoTime);
    }

    private static void logFailure(String group, Exception e) {
        if (e instanceof TimeoutException || e instanceof ExecutionException) {
            LOG.debug("Cannot read the offsets of group {}", group, e);
        } else {
            LOG.warn("Cannot read the offsets of group {}: {}", group, e.toString());
        }
    }

    /** Starts to read the group's offsets, unless that is in progress. Never blocks. */
    public void startReadingOffsets() {
        offsets.start();
    }

    /** The offsets that were read last, by partition; empty before the first response. */
    public Map<Integer, Offsets> offsets() {
        return offsets.newest().offsets();
    }

    /** Reads the group's offsets now; empty when the broker does not respond. */
    public Map<Integer, Offsets> awaitOffsets() throws InterruptedException {
        return offsets.await().offsets();
    }

    /** To be called once a second: rates and latencies are those since the last call. */
    public PipelineSnapshot snapshot(DesiredState desired) {
        if (desired != DesiredState.STOP) {
            cassandra.update();
        }
        return snapshots.snapshot(offsets.newest(), desired);
    }

    @Override
    public void close() {
        offsets.close();
        cassandra.close();
    }
}
