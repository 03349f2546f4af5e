package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CassandraHealthMonitorTest {

    private final PipelineCounters counters = new PipelineCounters(
            InstantSource.fixed(Instant.EPOCH), new EventTimeline(InstantSource.fixed(Instant.EPOCH)));
    private final PartitionCounters partition = counters.of(0, "one");
    private final AtomicInteger probes = new AtomicInteger();
    private volatile Optional<String> failure = Optional.empty();
    private long nanoTime;

    @AutoClose
    private final CassandraHealthMonitor monitor = new CassandraHealthMonitor(this::probe, counters, () -> nanoTime);

    private Optional<String> probe() {
        probes.incrementAndGet();
        return failure;
    }

    CassandraHealthMonitorTest() {
        partition.owned(true);
        partition.publish();
    }

    @Test
    void should_report_an_unavailable_database_while_nothing_is_written_until_it_responds() {
        failure = Optional.of("no node responds");
        await().untilAsserted(() -> assertThat(updateLater().trouble())
                .isEqualTo("no node responds (health probe while no order is written)"));

        failure = Optional.empty();

        await().untilAsserted(() -> assertThat(updateLater().trouble()).isNull());
    }

    @Test
    void should_not_probe_a_database_that_acknowledges_writes() {
        for (int batch = 0; batch < 10; batch++) {
            partition.batchWritten(1);
            partition.publish();
            updateLater();
        }

        assertThat(probes).hasValue(0);
    }

    @Test
    void should_prefer_the_failure_of_a_write_to_that_of_a_probe() {
        partition.trouble("timed out");
        partition.publish();
        failure = Optional.of("no node responds");
        updateLater();
        await().until(() -> probes.get() > 0);

        assertThat(updateLater().trouble()).isEqualTo("timed out");
    }

    private PartitionCounts updateLater() {
        nanoTime += CassandraHealthMonitor.PROBE_INTERVAL.toNanos();
        monitor.update();
        return counters.snapshot().get(0);
    }
}
