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
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<String> wrong = Optional.empty();
    private long nanoTime;

    @AutoClose
    private final CassandraHealthMonitor watch = new CassandraHealthMonitor(this::answer, counters, () -> nanoTime);

    private Optional<String> answer() {
        asked.incrementAndGet();
        return wrong;
    }

    CassandraHealthMonitorTest() {
        partition.owned(true);
        partition.publish();
    }

    @Test
    void should_notice_a_database_that_is_away_while_nothing_is_written_and_that_is_back() {
        wrong = Optional.of("nobody answers");
        await().untilAsserted(() -> assertThat(lookLater().trouble()).isEqualTo("nobody answers"));

        wrong = Optional.empty();

        await().untilAsserted(() -> assertThat(lookLater().trouble()).isNull());
    }

    @Test
    void should_not_ask_a_database_that_takes_orders() {
        for (int batch = 0; batch < 10; batch++) {
            partition.batchWritten(1);
            partition.publish();
            lookLater();
        }

        assertThat(asked).hasValue(0);
    }

    @Test
    void should_leave_the_word_to_the_partition_that_has_found_trouble_itself() {
        partition.trouble("timed out");
        partition.publish();
        wrong = Optional.of("nobody answers");
        lookLater();
        await().until(() -> asked.get() > 0);

        assertThat(lookLater().trouble()).isEqualTo("timed out");
    }

    private PartitionCounts lookLater() {
        nanoTime += CassandraHealthMonitor.BETWEEN_QUESTIONS.toNanos();
        watch.look();
        return counters.snapshot().get(0);
    }
}
