package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState.Mark;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class TopicRecreationGuardTest {

    private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
    private final TableIdentity table = new TableIdentity("keyspace.orders", Records.TABLE_STATE);
    private static final long COMMITTED = 5;
    private static final String RECREATED =
            new Mark(UUID.randomUUID(), Records.TABLE_STATE.mark().readAt().minusSeconds(1)).toString();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(TopicRecreationGuard.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Uuid topicId = Uuid.randomUuid();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            if (!brokerResponds) {
                noResponse.run();
                throw new TimeoutException("no response");
            }
            return super.committed(partitions, timeout);
        }
    };
    private boolean brokerResponds = true;
    private Runnable noResponse = () -> {};
    private final StopSignal stop = new StopSignal();
    private final EventTimeline timeline = new EventTimeline(InstantSource.fixed(Instant.EPOCH));
    private final PipelineCounters counters = new PipelineCounters(InstantSource.fixed(Instant.EPOCH), timeline);
    private final TopicIdentity topic = new TopicIdentity(Records.TOPIC, "cluster", topicId);
    private final TopicRecreationGuard guard = new TopicRecreationGuard(consumer, topic, table, counters, stop);

    @BeforeEach
    void assign() {
        lines.start();
        LOG.addAppender(lines);
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.seek(PARTITION, COMMITTED);
    }

    @AfterEach
    void detach() {
        LOG.detachAppender(lines);
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

    @Test
    void should_return_whether_an_offset_is_of_a_deleted_topic() {
        assertThat(guard.seekIfCommittedForFormerTopic(PARTITION, committed("deleted", "cluster", table.name())))
                .isTrue();
        assertThat(guard.seekIfCommittedForFormerTopic(
                        PARTITION, committed(topicId.toString(), "cluster", table.name())))
                .isFalse();
    }

    @Test
    void should_warn_when_another_consumer_of_the_group_writes_to_another_table() {
        position(committed(topicId.toString(), "cluster", "keyspace.other"));
        assertThat(warnings()).singleElement().asString().contains("orders-0", "keyspace.other", "keyspace.orders");
    }

    @Test
    void should_warn_when_an_offset_was_mirrored_from_another_cluster() {
        position(committed("original", "other cluster", table.name()));
        assertThat(warnings()).singleElement().asString().contains("orders-0", "another cluster");
    }

    @Test
    void should_not_warn_about_an_offset_of_this_cluster_and_table() {
        position(committed(topicId.toString(), "cluster", table.name()));
        position(committed(topicId.toString(), "", ""));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void should_know_the_log_that_offsets_belong_to_also_after_a_recreation() {
        assertThat(guard.log()).isEqualTo(new LogGenerations.Log("cluster", topicId.toString()));
        assertThat(guard.seekIfRecreated()).isEmpty();

        Uuid recreated = Uuid.randomUuid();
        topic.update(recreated);

        assertThat(guard.seekIfRecreated()).containsExactly(PARTITION);
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(guard.log()).isEqualTo(new LogGenerations.Log("cluster", recreated.toString()));
        assertThat(guard.seekIfRecreated()).as("once").isEmpty();
    }

    @Test
    void should_read_the_committed_offsets_and_know_which_partition_has_none() {
        TopicPartition without = new TopicPartition(Records.TOPIC, 1);
        OffsetAndMetadata committed = committed(topicId.toString(), "cluster", table.name());
        consumer.commitSync(Map.of(PARTITION, committed));

        assertThat(guard.committed(Set.of(PARTITION, without)))
                .containsEntry(PARTITION, committed)
                .containsEntry(without, null)
                .hasSize(2);
    }

    @Test
    void should_retry_to_read_the_committed_offsets_until_the_broker_responds() {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(COMMITTED)));
        brokerResponds = false;
        noResponse = () -> brokerResponds = true;

        assertThat(guard.committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(COMMITTED));
    }

    /** The poll loop reports nothing during a rebalance, and another thread decides whether this is an outage. */
    @Test
    void should_publish_why_the_committed_offsets_cannot_be_read() {
        List<Optional<String>> published = new ArrayList<>();
        brokerResponds = false;
        noResponse = () -> {
            counters.threads().values().forEach(thread -> published.add(thread.commitFailure()));
            brokerResponds = !published.isEmpty();
        };

        guard.committed(Set.of(PARTITION));

        assertThat(published).containsExactly(Optional.of("those that are committed cannot be read: no response"));
    }

    @Test
    void should_return_no_committed_offsets_after_a_stop() {
        brokerResponds = false;
        noResponse = stop::request;

        assertThat(guard.committed(Set.of(PARTITION))).isEmpty();
    }

    private static OffsetAndMetadata committed(String topicId, String clusterId, String table) {
        return new CommitMetadata(topicId, clusterId, table, "").of(COMMITTED, Optional.empty());
    }

    private List<String> warnings() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
