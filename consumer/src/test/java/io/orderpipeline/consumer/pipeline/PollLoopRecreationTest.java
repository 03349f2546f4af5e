package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.monitoring.Counter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class PollLoopRecreationTest extends PollLoopFixture {

    @Test
    void should_continue_where_a_truncated_log_diverges_and_write_above_what_was_cut() {
        start(100, P0);
        poll(List.of(Records.order(0, 0, 3), Records.order(0, 1, 3)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));

        writer.bases = past -> CompletableFuture.completedFuture(100L);
        consumer.schedulePollTask(() -> consumer.setPollException(new LogTruncationException(
                "cut", Map.of(P0, 2L), Map.of(P0, new OffsetAndMetadata(1, Optional.of(2), "")))));
        consumer.schedulePollTask(() -> consumer.addRecord(Records.order(0, 1, 4)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(writer.offsets()).containsExactly(0L, 1L, 101L));
        assertThat(writer.pasts.get(1)).isEqualTo(new LogGenerations.Past(2, false, OptionalInt.of(3)));
        await().untilAsserted(() -> assertThat(committed.get(P0).leaderEpoch()).contains(4));
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_continue_with_the_first_existing_record_when_its_offset_was_deleted() {
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(P0, 500L));
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(P0, 1L)));
        });
        poll(List.of(Records.order(0, 500)));
        awaitRequests(2);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(501));
        assertThat(writer.offsets()).as("records in memory are not lost").containsExactly(0L, 500L);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_restart_when_the_topic_is_recreated() {
        start(100, P0);
        poll(List.of(Records.order(0, 0), Records.order(0, 1)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));

        Uuid anew = Uuid.randomUuid();
        topic.update(anew);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed.get(P0))
                .isEqualTo(new CommitMetadata(
                                anew.toString(),
                                "cluster",
                                TABLE.name(),
                                TABLE.mark().toString())
                        .of(1, Optional.empty())));
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_hand_back_records_in_flight_when_the_topic_is_recreated() {
        start(100, P0);
        poll(List.of(Records.order(0, 0), Records.order(0, 1)));
        awaitRequests(1);

        topic.update(Uuid.randomUuid());
        poll(List.of(Records.order(0, 0)));
        awaitRequests(2);
        onWriterThread(() -> writer.acknowledge(0));
        awaitStep();
        assertThat(committed(P0))
                .as("the rows of the deleted topic move no offset of this one")
                .isIn(null, 0L);

        onWriterThread(() -> writer.acknowledge(0));
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(1));
        await().untilAsserted(
                        () -> assertThat(onlySnapshot().count(Counter.WRITTEN)).isEqualTo(1));
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(2);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_hand_back_records_in_flight_when_the_log_is_truncated() {
        start(100, P0);
        poll(List.of(Records.order(0, 0, 3), Records.order(0, 1, 3)));
        awaitRequests(1);

        consumer.schedulePollTask(() -> consumer.setPollException(new LogTruncationException(
                "cut", Map.of(P0, 2L), Map.of(P0, new OffsetAndMetadata(1, Optional.of(2), "")))));
        poll(List.of(Records.order(0, 1, 4)));
        awaitRequests(2);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));
        await().untilAsserted(
                        () -> assertThat(onlySnapshot().count(Counter.WRITTEN)).isEqualTo(1));
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(2);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_continue_at_the_committed_offset_and_commit_it_with_its_leader_epoch() {
        deadLetters.committed.put(P0, metadata(topicId.toString()).of(5, Optional.of(3)));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(P0));
            consumer.seek(P0, 5);
        });
        running = CompletableFuture.runAsync(loop(100));

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(5));
        assertThat(committed.get(P0).leaderEpoch()).contains(3);
        assertThat(writer.pasts).containsExactly(new LogGenerations.Past(5, true, OptionalInt.empty()));
    }

    @Test
    void should_use_neither_offset_nor_leader_epoch_of_a_deleted_topic() {
        deadLetters.committed.put(P0, metadata("deleted").of(5, Optional.of(3)));
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed.get(P0))
                .isEqualTo(metadata(topicId.toString()).of(1, Optional.empty())));
        assertThat(writer.pasts).containsExactly(new LogGenerations.Past(5, false, OptionalInt.empty()));
    }

    private static CommitMetadata metadata(String topicId) {
        return new CommitMetadata(topicId, "cluster", TABLE.name(), TABLE.mark().toString());
    }
}
