package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class PartitionOffsetsTest {

    private static final InstantSource CLOCK = () -> Instant.EPOCH;
    private static final int EPOCH = 3;

    private final PartitionOffsets offsets = new PartitionOffsets(
            new PipelineCounters(CLOCK, new EventTimeline(CLOCK)).of(0, "test"),
            new OffsetAndMetadata(5, Optional.of(EPOCH), ""));

    @Test
    void should_commit_the_first_position_with_the_epoch_it_was_committed_with() {
        assertThat(offsets.epochAt(5)).contains(EPOCH);
    }

    /** A wrong epoch would make the broker report a truncation that never was. */
    @Test
    void should_know_no_epoch_of_an_offset_it_has_not_seen() {
        assertThat(offsets.epochAt(4)).isEmpty();
        assertThat(offsets.epochAt(OffsetTracker.NOTHING)).isEmpty();
    }

    @Test
    void should_commit_the_watermark_with_the_epoch_of_the_record_before_it() {
        long sequence = offsets.add(Records.order(0, 5, EPOCH + 1));
        offsets.add(Records.order(0, 6, EPOCH + 2));
        offsets.acknowledge(sequence);

        assertThat(offsets.epochAt(6)).contains(EPOCH + 1);
        assertThat(offsets.lastEpoch()).isEqualTo(EPOCH + 2);
    }

    /** Transaction markers have offsets, too. */
    @Test
    void should_commit_a_position_past_the_last_record_with_the_epoch_of_the_poll() {
        offsets.acknowledge(offsets.add(Records.order(0, 5, EPOCH + 1)));
        offsets.polledUpTo(new OffsetAndMetadata(8, Optional.of(EPOCH + 2), ""));

        assertThat(offsets.epochAt(6)).contains(EPOCH + 1);
        assertThat(offsets.epochAt(8)).contains(EPOCH + 2);
    }

    @Test
    void should_hold_the_bytes_of_a_dead_letter_until_it_is_committed() {
        ConsumerRecord<byte[], byte[]> invalid = Records.garbage(0, 5);
        ConsumerRecord<byte[], byte[]> order = Records.order(0, 6);
        long first = offsets.add(invalid);
        long second = offsets.add(order);
        int invalidBytes = InFlightBudget.sizeOf(invalid);
        int orderBytes = InFlightBudget.sizeOf(order);
        assertThat(offsets.heldBytes()).isEqualTo(invalidBytes + orderBytes);
        assertThat(offsets.hasDeadLetters()).isFalse();

        offsets.deadLetter(first, invalid, InvalidReason.NOT_JSON, "no order");
        assertThat(offsets.heldBytes()).isEqualTo(invalidBytes + orderBytes);
        assertThat(offsets.hasDeadLetters()).isTrue();

        offsets.acknowledge(second);
        assertThat(offsets.heldBytes()).isEqualTo(invalidBytes);

        offsets.markCommitted(7);
        assertThat(offsets.heldBytes()).isZero();
        assertThat(offsets.hasDeadLetters()).isFalse();
    }

    /** Also when there are only invalid records, and when none of them can be committed. */
    @Test
    void should_know_the_timestamp_of_the_first_record_that_waits() {
        assertThat(offsets.waitingTimestamp()).isEqualTo(PartitionCounts.NO_TIMESTAMP);
        ConsumerRecord<byte[], byte[]> invalid = Records.garbage(0, 6);
        long first = offsets.add(Records.order(0, 5));
        long second = offsets.add(invalid);
        long third = offsets.add(Records.order(0, 7));
        assertThat(offsets.waitingTimestamp()).isEqualTo(1_005);

        offsets.deadLetter(second, invalid, InvalidReason.NOT_JSON, "no order");
        assertThat(offsets.waitingTimestamp()).isEqualTo(1_005);
        offsets.acknowledge(first);
        assertThat(offsets.waitingTimestamp()).isEqualTo(1_006);
        offsets.acknowledge(third);
        assertThat(offsets.waitingTimestamp()).isEqualTo(1_006);

        offsets.markCommitted(8);
        assertThat(offsets.waitingTimestamp()).as("of the last record").isEqualTo(1_007);
    }

    @Test
    void should_ignore_the_result_of_a_commit_after_the_release() {
        ConsumerRecord<byte[], byte[]> invalid = Records.garbage(0, 5);
        offsets.deadLetter(offsets.add(invalid), invalid, InvalidReason.NOT_JSON, "no order");

        offsets.release();
        offsets.markCommitted(6);

        assertThat(offsets.committed()).isEqualTo(OffsetTracker.NOTHING);
        assertThat(offsets.inFlight()).isEqualTo(1);
    }
}
