package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class OffsetResetTest {

    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(OffsetReset.class);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final OffsetReset reset = new OffsetReset(
            consumer, new PipelineCounters(InstantSource.system(), new EventTimeline(InstantSource.system())));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void assign() {
        lines.start();
        LOG.addAppender(lines);
        consumer.assign(List.of(P0, P1));
        consumer.updateBeginningOffsets(Map.of(P0, 7L, P1, 0L));
    }

    @AfterEach
    void close() {
        LOG.detachAppender(lines);
        consumer.close();
    }

    @Test
    void should_start_at_the_first_record_without_a_committed_offset() {
        assertThat(reset.seek(new NoOffsetForPartitionException(Set.of(P1, P0))))
                .isEmpty();

        assertThat(consumer.position(P0)).isEqualTo(7);
        assertThat(consumer.position(P1)).isZero();
        assertThat(lines.list).as("reported for all threads together").isEmpty();
    }

    @Test
    void should_continue_with_the_first_record_and_count_those_that_retention_has_deleted() {
        assertThat(reset.seek(new OffsetOutOfRangeException(Map.of(P0, 3L))))
                .as("records in flight still have their offsets")
                .isEmpty();

        assertThat(consumer.position(P0)).isEqualTo(7);
        assertThat(onlyWarning()).contains("orders-0: 4 records are gone", "offsets 3 to 6");
    }

    @Test
    void should_seek_to_the_first_record_when_the_offset_is_past_the_end() {
        assertThat(reset.seek(new OffsetOutOfRangeException(Map.of(P0, 100L))))
                .isEqualTo(Map.of(P0, new OffsetAndMetadata(7)));

        assertThat(consumer.position(P0)).isEqualTo(7);
        assertThat(onlyWarning()).contains("orders-0: the group's offset 100 is past the end", "continuing at 7");
    }

    @Test
    void should_move_nothing_back_when_the_offset_has_become_the_first_one() {
        assertThat(reset.seek(new OffsetOutOfRangeException(Map.of(P0, 7L)))).isEmpty();
        assertThat(consumer.position(P0)).isEqualTo(7);
    }

    @Test
    void should_count_the_records_that_a_truncated_log_has_lost() {
        reset.seek(new LogTruncationException("cut", Map.of(P0, 12L), Map.of(P0, new OffsetAndMetadata(8))));

        assertThat(onlyWarning()).contains("lost 4 records", "offsets 8 to 11", "continuing at 8");
    }

    @Test
    void should_seek_to_the_first_record_when_it_is_unknown_where_a_truncated_log_diverges() {
        assertThat(reset.seek(new LogTruncationException("cut", Map.of(P0, 9L), Map.of())))
                .isEqualTo(Map.of(P0, new OffsetAndMetadata(7)));
        assertThat(consumer.position(P0)).isEqualTo(7);
    }

    /** The next poll throws the same exception again. That the broker is unavailable is reported elsewhere, once. */
    @Test
    void should_move_nothing_while_the_broker_does_not_respond() {
        consumer.seek(P0, 3);
        consumer.setOffsetsException(new TimeoutException("no response"));

        assertThat(reset.seek(new OffsetOutOfRangeException(Map.of(P0, 100L)))).isEmpty();

        assertThat(consumer.position(P0)).isEqualTo(3);
        assertThat(lines.list).isEmpty();
    }

    /** The poll that revokes a partition may throw what it had found before. */
    @Test
    void should_move_only_partitions_that_are_still_assigned_when_logs_were_truncated() {
        OffsetAndMetadata divergent = new OffsetAndMetadata(8);
        TopicPartition revoked = new TopicPartition("orders", 2);

        Map<TopicPartition, OffsetAndMetadata> moved = reset.seek(new LogTruncationException(
                "cut", Map.of(P0, 9L, revoked, 9L), Map.of(P0, divergent, revoked, divergent)));

        assertThat(moved).containsOnlyKeys(P0);
        assertThat(consumer.position(P0)).isEqualTo(8);
    }

    private String onlyWarning() {
        assertThat(lines.list).hasSize(1);
        return lines.list.get(0).getFormattedMessage();
    }
}
