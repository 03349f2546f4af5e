package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PipelineCountersTest {

    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));

    @Test
    void should_add_the_counters_of_several_threads_of_one_partition() {
        PartitionCounters first = counters.of(0, "first");
        first.owned(true);
        first.polled();
        first.polled();
        first.written("books", 99_000);
        first.handedBack(1);
        first.committed(10);
        first.owned(false);
        first.publish();
        PartitionCounters second = counters.of(0, "second");
        second.owned(true);
        second.polled();
        second.written("books", 99_000);
        second.committed(11);
        second.publish();

        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.count(Counter.POLLED)).isEqualTo(3);
            assertThat(snapshot.writtenByCategory()).containsEntry("books", 2L);
            assertThat(snapshot.position().committedOffset()).isEqualTo(11);
            assertThat(snapshot.assignment().thread()).isEqualTo("second");
            assertThat(snapshot.owned()).isTrue();
            assertThat(snapshot.reconciles()).isTrue();
        });
    }

    /** When the threads stop one after the other, the last one is assigned what the others have released. */
    @Test
    void should_show_the_thread_that_did_the_work_when_none_has_the_partition() {
        PartitionCounters idle = counters.of(0, "partition-consumer-1");
        PartitionCounters busy = counters.of(0, "partition-consumer-3");
        busy.polled();
        busy.written("books", 99_000);
        idle.publish();
        busy.publish();

        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> assertThat(
                        snapshot.assignment().thread())
                .isEqualTo("partition-consumer-3"));
    }

    @Test
    void should_not_reconcile_when_a_record_is_missing() {
        PartitionCounters partition = counters.of(0, "thread");
        partition.polled();
        partition.publish();

        assertThat(counters.snapshot().get(0).reconciles()).isFalse();
    }

    @Test
    void should_bound_the_number_of_categories() {
        PartitionCounters partition = counters.of(0, "thread");
        for (int i = 0; i < 10_000; i++) {
            partition.written("category-" + i, 0);
        }
        partition.publish();

        PartitionCounts snapshot = counters.snapshot().get(0);
        assertThat(snapshot.writtenByCategory()).hasSize(PartitionCounters.CATEGORIES + 1);
        assertThat(snapshot.writtenByCategory())
                .containsEntry(PartitionCounters.OTHER_CATEGORIES, 10_000L - PartitionCounters.CATEGORIES);
    }
}
