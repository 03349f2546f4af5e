package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PollLoopRebalanceTest extends PollLoopFixture {

    @Test
    void should_drain_and_commit_a_revoked_partition_and_keep_the_other() {
        start(100, P0, P1);
        poll(List.of(Records.order(0, 0), Records.order(1, 0)));
        awaitRequests(2);

        consumer.schedulePollTask(() -> consumer.rebalance(List.of(P1)));
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> {
            assertThat(snapshot(0).owned()).isFalse();
            assertThat(snapshot(0).position().committedOffset()).isEqualTo(1);
            assertThat(snapshot(1).owned()).isTrue();
            assertThat(snapshot(1).position().committedOffset()).isEqualTo(1);
        });
    }

    @Test
    void should_not_poll_partitions_that_are_assigned_while_paused() {
        paused.set(true);
        start(100);
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(P0));
            consumer.addRecord(Records.order(0, 0));
        });

        await().until(() -> counters.snapshot().stream().anyMatch(PartitionCounts::paused));
        assertThat(snapshot(0).count(Counter.POLLED)).isZero();
    }

    /** The committed offset may be that of a deleted topic, and would be committed for this one. */
    @Test
    void should_commit_nothing_of_a_partition_that_is_assigned_after_a_stop() throws Exception {
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.schedulePollTask(() -> {
            stop.request();
            consumer.rebalance(List.of(P0));
            consumer.seek(P0, 1_000);
            consumer.addRecord(Records.order(0, 1_000));
        });

        running = CompletableFuture.runAsync(loop(100));
        running.get(10, TimeUnit.SECONDS);

        assertThat(counters.snapshot()).as("no processor was started").isEmpty();
        assertThat(consumer.closed()).isTrue();
    }
}
