package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionProcessorTest {

    private static final int ROWS = 3;
    private static final int REQUESTS = ConcurrencyLimit.INITIAL;
    private static final WriteFailure TRANSIENT = new WriteFailure.Transient("timed out");
    private static final WriteFailure REJECTED = new WriteFailure.RowsRejected("value too large");
    private static final WriteFailure TOO_LARGE = new WriteFailure.BatchTooLarge("batch too large");

    private final FakeClock clock = new FakeClock();
    private final FakeWriter writer = new FakeWriter();
    private final Set<Long> committedDeadLetters = new HashSet<>();
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final Mailbox mailbox = new Mailbox();
    private final PartitionProcessor processor = processor(20, 1_000_000, ROWS);

    private PartitionProcessor processor(int records, long bytes, int batchRows) {
        ProcessorContext context = new ProcessorContext(
                new RowDecoder(writer.encoder),
                writer,
                writer.generations,
                new InFlightBudget(records, bytes),
                1,
                batchRows,
                clock,
                () -> 1.0);
        PartitionProcessor created =
                new PartitionProcessor("orders-0", context, Records.START, mailbox, counters.of(0, "test"));
        created.dispatch();
        mailbox.run();
        return created;
    }

    @AfterEach
    void should_account_for_every_record() {
        assertThat(snapshot().reconciles()).as("%s", snapshot()).isTrue();
    }

    @Test
    void should_send_available_records_without_waiting_for_more() {
        orders(0, 1);
        processor.dispatch();

        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.rows())
                .hasSize(1));
    }

    @Test
    void should_respect_the_limits_for_requests_and_rows() {
        orders(0, 20);
        processor.dispatch();

        assertThat(writer.requests).hasSize(REQUESTS).allSatisfy(request -> assertThat(request.rows())
                .hasSize(ROWS));
        assertThat(processor.hasBacklog()).isTrue();
    }

    @Test
    void should_send_more_than_two_requests_only_with_full_batches() {
        orders(0, 1);
        processor.dispatch();
        orders(1, 2);
        processor.dispatch();
        orders(2, 4);
        processor.dispatch();
        assertThat(writer.requests).as("two rows are not a batch of three").hasSize(2);

        orders(4, 6);
        processor.dispatch();
        assertThat(writer.requests).hasSize(3).element(2).satisfies(request -> assertThat(request.rows())
                .hasSize(ROWS));

        writer.acknowledgeAll();
        mailbox.run();
        processor.dispatch();
        writer.acknowledgeAll();
        mailbox.run();
        assertThat(processor.offsets().watermark()).isEqualTo(6);
    }

    @Test
    void should_send_larger_batches_after_the_first_ones_were_acknowledged_in_time() {
        PartitionProcessor large = processor(10_000, 100_000_000, 10_000);
        LongStream.range(0, 4_000).forEach(offset -> large.accept(Records.order(0, offset)));
        large.dispatch();
        int first = writer.requests.get(0).rows().size();
        assertThat(bytes(0)).isBetween(BatchSize.INITIAL / 2, BatchSize.INITIAL);

        writer.acknowledge(0);
        mailbox.run();
        large.dispatch();

        int newest = writer.requests.size() - 1;
        assertThat(writer.requests.get(newest).rows()).hasSizeGreaterThan(first * 3 / 2);
        large.release();
    }

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

    private int bytes(int request) {
        return writer.requests.get(request).rows().stream()
                .mapToInt(OrderRow::batchBytes)
                .sum();
    }

    @Test
    void should_advance_the_watermark_only_over_acknowledged_records() {
        orders(0, 6);
        processor.dispatch();

        writer.acknowledge(1);
        mailbox.run();
        assertThat(processor.offsets().watermark()).isEqualTo(OffsetTracker.NOTHING);

        writer.acknowledge(0);
        mailbox.run();
        assertThat(processor.offsets().watermark()).isEqualTo(6);
        assertThat(processor.offsets().isIdle()).isTrue();
    }

    @Test
    void should_dead_letter_invalid_records_and_write_the_others() {
        processor.accept(Records.order(0, 0));
        processor.accept(Records.garbage(0, 1));
        processor.accept(Records.record(0, 2, null, new RecordHeaders()));
        processor.accept(Records.order(0, 3));
        processor.dispatch();
        writer.acknowledgeAll();
        mailbox.run();

        assertThat(processor.offsets().watermark()).isEqualTo(4);
        assertThat(writer.offsets()).containsExactly(0L, 3L);
        assertThat(processor.offsets().deadLettersBefore(4))
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.NOT_JSON, InvalidReason.NULL_VALUE);
        assertThat(snapshot().count(Counter.DEAD_LETTERED))
                .as("not before they are committed")
                .isZero();
        assertThat(snapshot().count(Counter.IN_FLIGHT)).isEqualTo(2);
    }

    @Test
    void should_keep_dead_letters_until_an_offset_past_them_is_committed() {
        processor.accept(Records.garbage(0, 0));
        processor.accept(Records.garbage(0, 1));
        processor.dispatch();

        processor.offsets().markCommitted(1);

        assertThat(snapshot().count(Counter.DEAD_LETTERED)).isEqualTo(1);
        assertThat(processor.offsets().deadLettersBefore(2))
                .extracting(deadLetter -> deadLetter.origin().offset())
                .containsExactly(1L);
    }

    @Test
    void should_count_pending_dead_letters_as_held() {
        LongStream.range(0, 20).forEach(offset -> processor.accept(Records.garbage(0, offset)));
        processor.dispatch();
        assertThat(processor.isFull()).isTrue();
        assertThat(processor.isWaitingForCommit()).isTrue();

        processor.offsets().markCommitted(20);
        assertThat(processor.isFull()).isFalse();
    }

    @Test
    void should_dead_letter_an_unknown_schema_version() {
        Headers headers = new RecordHeaders();
        headers.add(OrderHeaders.SCHEMA_VERSION, new byte[] {'2'});
        processor.accept(Records.record(0, 0, Records.order(0, 0).value(), headers));
        processor.dispatch();

        assertThat(processor.offsets().deadLettersBefore(1))
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.UNKNOWN_VERSION);
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
    void should_be_full_at_the_limit_until_half_of_it_is_free() {
        orders(0, 19);
        assertThat(processor.isFull()).isFalse();
        orders(19, 20);
        assertThat(processor.isFull()).isTrue();

        processor.dispatch();
        writer.acknowledge(0);
        writer.acknowledge(0);
        mailbox.run();
        assertThat(processor.isFull()).as("14 of 20 left").isTrue();

        writer.acknowledgeAll();
        mailbox.run();
        assertThat(processor.isFull()).as("8 of 20 left").isFalse();
    }

    @Test
    void should_be_full_by_bytes_too() {
        PartitionProcessor small = processor(1_000, 5_000, 10);
        assertThat(small.isFull()).isFalse();
        LongStream.range(0, 15).forEach(offset -> small.accept(Records.order(0, offset)));

        assertThat(small.isFull()).isTrue();
        small.release();
    }

    @Test
    void should_hand_back_unacknowledged_records_and_ignore_late_results() {
        orders(0, 4);
        processor.dispatch();
        writer.acknowledge(0);
        mailbox.run();
        processor.release();

        writer.acknowledgeAll();
        mailbox.run();
        processor.dispatch();

        assertThat(writer.requests).isEmpty();
        assertThat(processor.offsets().watermark()).isEqualTo(3);
        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.count(Counter.HANDED_BACK)).isEqualTo(1);
            assertThat(snapshot.owned()).isFalse();
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Random outcomes in random order, and a release at a random time. */
    @ParameterizedTest
    @MethodSource("seeds")
    void should_never_move_the_watermark_past_an_unsafe_record(long seed) {
        Random random = new Random(seed);
        long next = 0;
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (!processor.isFull()) {
                        processor.accept(random.nextInt(10) == 0 ? Records.garbage(0, next) : Records.order(0, next));
                        next++;
                    }
                }
                case 1 -> processor.dispatch();
                case 2 -> mailbox.run();
                case 3 -> clock.advance(Duration.ofMillis(random.nextInt(300)));
                case 4 -> commit();
                default -> settleOne(random);
            }
            assertSafeBefore(processor.offsets().watermark());
            assertThat(snapshot().reconciles()).isTrue();
        }
        processor.release();
        assertSafeBefore(processor.offsets().watermark());
    }

    private void commit() {
        if (processor.offsets().watermark() > processor.offsets().committed()) {
            processor
                    .offsets()
                    .deadLettersBefore(processor.offsets().watermark())
                    .forEach(deadLetter ->
                            committedDeadLetters.add(deadLetter.origin().offset()));
            processor.offsets().markCommitted(processor.offsets().watermark());
        }
    }

    private void settleOne(Random random) {
        if (!writer.requests.isEmpty()) {
            int index = random.nextInt(writer.requests.size());
            switch (random.nextInt(4)) {
                case 0 -> writer.fail(index, TRANSIENT);
                case 1 -> writer.fail(index, random.nextBoolean() ? REJECTED : TOO_LARGE);
                default -> writer.acknowledge(index);
            }
        }
    }

    private void assertSafeBefore(long watermark) {
        Set<Long> safe = new HashSet<>(writer.offsets());
        safe.addAll(committedDeadLetters);
        processor
                .offsets()
                .deadLettersBefore(watermark)
                .forEach(deadLetter -> safe.add(deadLetter.origin().offset()));
        for (long offset = 0; offset < watermark; offset++) {
            assertThat(safe.contains(offset))
                    .as("%d before watermark %d", offset, watermark)
                    .isTrue();
        }
    }

    private void orders(long from, long to) {
        LongStream.range(from, to).forEach(offset -> processor.accept(Records.order(0, offset)));
    }

    private PartitionCounts snapshot() {
        processor.publish(false);
        List<PartitionCounts> all = counters.snapshot();
        return all.get(0);
    }
}
