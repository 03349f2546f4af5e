package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsWithoutOffsetTest {

    private final PartitionsWithoutOffset partitions = new PartitionsWithoutOffset();

    @Test
    void should_report_the_partitions_of_all_threads_together() {
        partitions.add(List.of(2));
        assertThat(partitions.take(false)).as("another thread may add one").isEmpty();
        partitions.add(List.of(0, 1));
        assertThat(partitions.take(false)).isEmpty();

        assertThat(partitions.take(false)).containsExactly(0, 1, 2);
    }

    @Test
    void should_report_each_partition_once() {
        partitions.add(List.of(0));
        partitions.take(true);

        partitions.add(List.of(0));
        partitions.add(List.of(1));

        assertThat(partitions.take(true)).containsExactly(1);
        assertThat(partitions.take(true)).isEmpty();
    }

    @Test
    void should_hold_nothing_back_at_the_end() {
        partitions.add(List.of(0));

        assertThat(partitions.take(true)).containsExactly(0);
    }
}
