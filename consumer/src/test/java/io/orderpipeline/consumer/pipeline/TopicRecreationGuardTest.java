package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState.Mark;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TopicRecreationGuardTest {

    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private final TableIdentity table = new TableIdentity("keyspace.orders", Records.TABLE_STATE);
    private static final long COMMITTED = 5;
    private static final String RECREATED =
            new Mark(UUID.randomUUID(), Records.TABLE_STATE.mark().readAt().minusSeconds(1)).toString();

    private final Uuid topicId = Uuid.randomUuid();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final EventTimeline timeline = new EventTimeline(InstantSource.fixed(Instant.EPOCH));
    private final PipelineCounters counters = new PipelineCounters(InstantSource.fixed(Instant.EPOCH), timeline);
    private final TopicRecreationGuard guard = new TopicRecreationGuard(
            consumer, new TopicIdentity(Records.TOPIC, "cluster", topicId), table, counters, new StopSignal());

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, COMMITTED);
    }

    @Test
    void should_use_an_offset_of_this_topic() {
        assertThat(position(new CommitMetadata(topicId.toString(), "cluster", table.name(), "")))
                .isEqualTo(COMMITTED);
    }

    @Test
    void should_start_at_the_beginning_when_the_offset_is_of_a_deleted_topic() {
        assertThat(position(new CommitMetadata("deleted", "cluster", table.name(), "")))
                .isZero();
    }

    /** Tools that mirror a topic translate the offset and copy the metadata. */
    @Test
    void should_use_an_offset_that_was_mirrored_from_another_cluster() {
        assertThat(position(new CommitMetadata("original", "other cluster", table.name(), "")))
                .isEqualTo(COMMITTED);
    }

    @Test
    void should_know_the_metadata_of_earlier_releases_and_of_other_tools() {
        assertThat(position(new OffsetAndMetadata(COMMITTED, "topic-id=deleted")))
                .isZero();
        consumer.seek(PARTITION, COMMITTED);
        assertThat(position(new OffsetAndMetadata(COMMITTED, "topic-id=" + topicId)))
                .isEqualTo(COMMITTED);
        assertThat(position(new OffsetAndMetadata(COMMITTED, "by hand"))).isEqualTo(COMMITTED);
        assertThat(position((OffsetAndMetadata) null)).isEqualTo(COMMITTED);
    }

    /** Such releases consume the partition again when the text begins with a topic id and continues. */
    @Test
    void should_write_metadata_that_earlier_releases_do_not_take_for_a_deleted_topic() {
        assertThat(guard.metadata().of(COMMITTED, Optional.empty()).metadata()).doesNotStartWith("topic-id=");
    }

    /** The offset stays: only the operator knows whether the rows were removed on purpose. */
    @Test
    void should_report_an_offset_whose_rows_are_gone_and_use_it() {
        assertThat(position(metadata(topicId.toString(), RECREATED))).isEqualTo(COMMITTED);

        assertThat(timeline.events())
                .singleElement()
                .extracting(Event::text)
                .asString()
                .contains("orders-0@5", "table keyspace.orders was dropped and created again", "earliest");
    }

    @Test
    void should_report_no_loss_of_rows_that_were_not_written_from_this_log() {
        position(metadata("deleted", RECREATED));
        position(new CommitMetadata(topicId.toString(), "other cluster", table.name(), RECREATED));
        position(metadata(topicId.toString(), RECREATED).of(0, Optional.empty()));
        position(metadata(topicId.toString(), table.mark().toString()));

        assertThat(timeline.events()).isEmpty();
    }

    private CommitMetadata metadata(String topic, String mark) {
        return new CommitMetadata(topic, "cluster", table.name(), mark);
    }

    /** A release that knows no marks takes it for another table, and warns. */
    @Test
    void should_write_a_mark_that_other_releases_can_read_past() {
        String text = guard.metadata().of(COMMITTED, Optional.empty()).metadata();

        assertThat(text).matches("(?:cluster-id=([^;]*);table=([^;]*);)?topic-id=([^;]+)");
        assertThat(CommitMetadata.read(new OffsetAndMetadata(COMMITTED, text)))
                .hasValueSatisfying(read -> assertThat(read.table()).isEqualTo(table.name()));
    }

    @Test
    void should_know_whether_an_offset_is_of_this_very_log() {
        assertThat(isOfThisLog(topicId.toString(), "cluster")).isTrue();
        assertThat(isOfThisLog(topicId.toString(), "")).isTrue();
        assertThat(isOfThisLog("deleted", "cluster")).isFalse();
        assertThat(isOfThisLog(topicId.toString(), "other cluster")).isFalse();
        assertThat(guard.isCommittedForThisLog(null)).isFalse();
    }

    private boolean isOfThisLog(String topic, String cluster) {
        return guard.isCommittedForThisLog(
                new CommitMetadata(topic, cluster, table.name(), "").of(COMMITTED, Optional.empty()));
    }

    private long position(CommitMetadata metadata) {
        return position(metadata.of(COMMITTED, Optional.empty()));
    }

    private long position(OffsetAndMetadata committed) {
        guard.seekIfCommittedForFormerTopic(PARTITION, committed);
        return consumer.position(PARTITION);
    }
}
