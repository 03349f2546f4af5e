package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.Counter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PollLoopPauseTest extends PollLoopFixture {

    @Test
    void should_pause_only_a_full_partition_and_resume_it_later() {
        start(4, P0, P1);
        poll(List.of(Records.order(0, 0), Records.order(0, 1), Records.order(1, 0)));

        await().untilAsserted(() -> assertThat(pausedPartitions()).containsExactly(P0));
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(pausedPartitions()).isEmpty());
    }

    @Test
    void should_poll_nothing_while_paused_but_finish_and_commit_records_in_flight() {
        start(100, P0, P1);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);

        paused.set(true);
        await().untilAsserted(() -> assertThat(pausedPartitions()).containsExactlyInAnyOrder(P0, P1));
        poll(List.of(Records.order(0, 1)));
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(snapshot(0).paused()).isTrue());
        assertThat(snapshot(0).count(Counter.POLLED)).isEqualTo(1);

        paused.set(false);
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));
    }
}
