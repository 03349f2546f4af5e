package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.monitoring.Counter;
import java.time.Duration;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class PartitionProcessorFailureTest extends PartitionProcessorFixture {

    /** A batch of a size that was good until now would otherwise time out for ever. */
    @Test
    void should_retry_a_large_batch_that_timed_out_in_smaller_parts() {
        PartitionProcessor large = processor(10_000, 100_000_000, 10_000);
        LongStream.range(0, 150).forEach(offset -> large.accept(Records.order(0, offset)));
        large.dispatch();
        int whole = bytes(0);

        for (int timeout = 1; timeout <= 3; timeout++) {
            writer.fail(0, TRANSIENT);
            mailbox.run();
            clock.advance(Backoff.LONGEST);
            large.dispatch();
            assertThat(bytes(0)).isLessThanOrEqualTo(Math.max(BatchSize.MIN, whole >> timeout));
        }

        for (int round = 0; round < 20 && !writer.requests.isEmpty(); round++) {
            writer.acknowledgeAll();
            mailbox.run();
            large.dispatch();
        }
        assertThat(large.offsets().watermark()).isEqualTo(150);
        large.release();
    }

    @Test
    void should_keep_and_retry_a_batch_after_a_transient_failure() {
        orders(0, 2);
        processor.dispatch();
        writer.fail(0, TRANSIENT);
        mailbox.run();

        processor.dispatch();
        assertThat(writer.requests).as("not before the backoff is over").isEmpty();
        assertThat(snapshot().trouble()).contains("timed out");

        clock.advance(Backoff.FIRST);
        processor.dispatch();
        writer.acknowledgeAll();
        mailbox.run();

        assertThat(processor.offsets().watermark()).isEqualTo(2);
        assertThat(processor.offsets().deadLettersBefore(2)).isEmpty();
        assertThat(snapshot().count(Counter.RETRIES)).isEqualTo(1);
        assertThat(snapshot().trouble()).isNull();
    }

    /** Otherwise the consumer would look held up until another order of the partition is stored. */
    @Test
    void should_end_the_trouble_when_the_last_row_to_retry_is_rejected() {
        orders(0, 1);
        processor.dispatch();
        writer.fail(0, TRANSIENT);
        mailbox.run();
        assertThat(snapshot().trouble()).contains("timed out");

        clock.advance(Backoff.FIRST);
        processor.dispatch();
        writer.fail(0, REJECTED);
        mailbox.run();

        assertThat(snapshot().trouble()).isNull();
        assertThat(processor.offsets().deadLettersBefore(1)).hasSize(1);
    }

    @Test
    void should_probe_with_one_request_until_recovery_and_then_start_with_a_lower_limit() {
        orders(0, 20);
        processor.dispatch();
        for (int request = 0; request < REQUESTS; request++) {
            writer.fail(0, TRANSIENT);
        }
        mailbox.run();
        clock.advance(Backoff.LONGEST);

        for (int probe = 0; probe < REQUESTS; probe++) {
            processor.dispatch();
            assertThat(writer.requests).as("one probe at a time").hasSize(1);
            assertThat(snapshot().trouble()).isNotNull();
            writer.acknowledgeAll();
            mailbox.run();
        }

        processor.dispatch();
        assertThat(writer.requests).hasSize(REQUESTS / 2);
        assertThat(snapshot().trouble()).isNull();
        assertThat(snapshot().requests().limit()).isEqualTo(REQUESTS / 2);
    }

    @Test
    void should_send_smaller_batches_after_the_server_has_rejected_one_as_too_large() {
        PartitionProcessor large = processor(100, 1_000_000, 8);
        LongStream.range(0, 16).forEach(offset -> large.accept(Records.order(0, offset)));
        large.dispatch();
        writer.fail(0, TOO_LARGE);
        writer.fail(0, TOO_LARGE);
        mailbox.run();
        LongStream.range(16, 32).forEach(offset -> large.accept(Records.order(0, offset)));

        for (int round = 0; round < 20 && !large.offsets().isIdle(); round++) {
            large.dispatch();
            assertThat(writer.requests)
                    .allSatisfy(request -> assertThat(request.rows()).hasSizeLessThanOrEqualTo(4));
            writer.acknowledgeAll();
            mailbox.run();
        }

        assertThat(large.offsets().watermark()).isEqualTo(32);
        assertThat(large.offsets().deadLettersBefore(32)).isEmpty();
        large.release();
    }

    @Test
    void should_find_the_one_row_for_which_a_batch_is_rejected() {
        PartitionProcessor wide = processor(100, 1_000_000, 50);
        LongStream.range(0, 40).forEach(offset -> wide.accept(Records.order(0, offset)));
        for (int request = 0; request < 40 && !wide.offsets().isIdle(); request++) {
            wide.dispatch();
            boolean hasBadRow = writer.requests.get(0).rows().stream().anyMatch(row -> row.version() == 17);
            if (hasBadRow) {
                writer.fail(0, REJECTED);
            } else {
                writer.acknowledge(0);
            }
            mailbox.run();
            wide.dispatch();
            if (writer.requests.isEmpty()) {
                break;
            }
        }

        assertThat(writer.offsets()).hasSize(39).doesNotContain(17L);
        assertThat(wide.offsets().deadLettersBefore(40)).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.origin().offset()).isEqualTo(17);
            assertThat(deadLetter.reason()).isEqualTo(InvalidReason.REFUSED_BY_DATABASE);
        });
        assertThat(wide.offsets().watermark()).isEqualTo(40);
        wide.release();
    }

    @Test
    void should_throw_on_a_fatal_failure() {
        orders(0, 1);
        processor.dispatch();
        writer.fail(0, new WriteFailure.Fatal(new IllegalArgumentException("no such codec")));

        assertThatThrownBy(mailbox::run).hasMessageContaining("orders-0").hasRootCauseMessage("no such codec");
    }

    @Test
    void should_send_smaller_batches_after_one_was_acknowledged_late() {
        PartitionProcessor large = processor(10_000, 100_000_000, 10_000);
        LongStream.range(0, 2_000).forEach(offset -> large.accept(Records.order(0, offset)));
        clock.advance(Duration.ofHours(1));
        large.dispatch();

        clock.advance(BatchSize.LATE.plusMillis(1));
        writer.acknowledgeAll();
        mailbox.run();
        large.dispatch();

        assertThat(bytes(0)).isBetween(1, BatchSize.INITIAL / 2);
        large.release();
    }

    @Test
    void should_count_a_split_as_a_retry() {
        orders(0, 2);
        processor.dispatch();
        writer.fail(0, REJECTED);
        mailbox.run();

        assertThat(snapshot().count(Counter.RETRIES)).isEqualTo(1);
        assertThat(snapshot().count(Counter.IN_FLIGHT)).isEqualTo(2);
    }

    /** The row is the cause, and not the size of the batches. */
    @Test
    void should_keep_the_size_of_batches_when_a_single_row_is_too_large() {
        orders(0, 1);
        processor.dispatch();
        writer.fail(0, TOO_LARGE);
        mailbox.run();
        assertThat(processor.offsets().deadLettersBefore(1)).hasSize(1);

        orders(1, 1 + ROWS);
        processor.dispatch();

        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.rows())
                .hasSize(ROWS));
    }

    @Test
    void should_retry_the_halves_of_a_batch_that_was_too_large_as_they_are() {
        PartitionProcessor four = processor(100, 1_000_000, 4);
        LongStream.range(0, 4).forEach(offset -> four.accept(Records.order(0, offset)));
        four.dispatch();
        writer.fail(0, TOO_LARGE);
        mailbox.run();

        four.dispatch();

        assertThat(writer.requests).hasSize(2).allSatisfy(request -> assertThat(request.rows())
                .hasSize(2));
        four.release();
    }

    /** It cannot be split, and would otherwise never be written. */
    @Test
    void should_retry_a_single_row_that_exceeds_the_limit_for_batches() {
        ConsumerRecord<byte[], byte[]> large = Records.order(0, 0, "x".repeat(900));
        processor.accept(large);
        orders(1, 2);
        processor.dispatch();
        writer.fail(0, TOO_LARGE);
        mailbox.run();

        processor.dispatch();
        writer.acknowledgeAll();
        mailbox.run();

        assertThat(writer.offsets()).containsExactly(0L, 1L);
        assertThat(processor.offsets().watermark()).isEqualTo(2);
    }
}
