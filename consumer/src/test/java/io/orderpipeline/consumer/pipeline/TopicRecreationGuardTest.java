package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TopicRecreationGuardTest {

    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private static final String TABLE = "keyspace.orders";
    private static final long COMMITTED = 5;

    private final Uuid topicId = Uuid.randomUuid();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final TopicRecreationGuard guard = new TopicRecreationGuard(
            consumer, new TopicIdentity(Records.TOPIC, "cluster", topicId), TABLE, new StopSignal());

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, COMMITTED);
    }

    @Test
    void should_use_an_offset_of_this_topic() {
        assertThat(position(new CommitMetadata(topicId.toString(), "cluster", TABLE)))
                .isEqualTo(COMMITTED);
    }

    @Test
    void should_start_at_the_beginning_when_the_offset_is_of_a_deleted_topic() {
        assertThat(position(new CommitMetadata("deleted", "cluster", TABLE))).isZero();
    }

    /** Tools that mirror a topic translate the offset and copy the metadata. */
    @Test
    void should_use_an_offset_that_was_mirrored_from_another_cluster() {
        assertThat(position(new CommitMetadata("original", "other cluster", TABLE)))
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

    @Test
    void should_know_whether_an_offset_is_of_this_very_log() {
        assertThat(isOfThisLog(topicId.toString(), "cluster")).isTrue();
        assertThat(isOfThisLog(topicId.toString(), "")).isTrue();
        assertThat(isOfThisLog("deleted", "cluster")).isFalse();
        assertThat(isOfThisLog(topicId.toString(), "other cluster")).isFalse();
        assertThat(guard.isCommittedForThisLog(null)).isFalse();
    }

    private boolean isOfThisLog(String topic, String cluster) {
        return guard.isCommittedForThisLog(new CommitMetadata(topic, cluster, TABLE).of(COMMITTED, Optional.empty()));
    }

    private long position(CommitMetadata metadata) {
        return position(metadata.of(COMMITTED, Optional.empty()));
    }

    private long position(OffsetAndMetadata committed) {
        guard.seekIfCommittedForFormerTopic(PARTITION, committed);
        return consumer.position(PARTITION);
    }
}
