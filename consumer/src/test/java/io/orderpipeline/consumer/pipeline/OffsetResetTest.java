package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class OffsetResetTest {

    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(OffsetReset.class);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
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
    void should_tell_once_in_one_line_which_partitions_have_no_committed_offset() {
        OffsetReset reset = new OffsetReset(consumer);

        assertThat(reset.seek(new NoOffsetForPartitionException(Set.of(P1, P0))))
                .isEmpty();
        reset.seek(new NoOffsetForPartitionException(Set.of(P1)));

        assertThat(consumer.position(P0)).isEqualTo(7);
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage, InstanceOfAssertFactories.STRING)
                .contains("[orders-0, orders-1]", "no committed offset", "dead letter");
    }

    /** The poll that revokes a partition may throw what it had found before. */
    @Test
    void should_move_only_partitions_that_are_still_assigned_when_logs_were_truncated() {
        OffsetAndMetadata divergent = new OffsetAndMetadata(8);
        TopicPartition revoked = new TopicPartition("orders", 2);

        Map<TopicPartition, OffsetAndMetadata> moved = new OffsetReset(consumer)
                .seek(new LogTruncationException(
                        "cut", Map.of(P0, 9L, revoked, 9L), Map.of(P0, divergent, revoked, divergent)));

        assertThat(moved).containsOnlyKeys(P0);
        assertThat(consumer.position(P0)).isEqualTo(8);
    }
}
