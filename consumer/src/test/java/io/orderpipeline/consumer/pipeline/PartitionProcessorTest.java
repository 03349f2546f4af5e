package io.orderpipeline.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PartitionProcessorTest extends PartitionProcessorFixture {

    private final Set<Long> committedDeadLetters = new HashSet<>();

    @Test
    void should_send_available_records_without_waiting_for_more() {
        orders(0, 1);
        processor.dispatch();

        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.rows())
                .hasSize(1));
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
    void should_dead_letter_an_unknown_schema_version() {
        Headers headers = new RecordHeaders();
        headers.add(OrderHeaders.SCHEMA_VERSION, new byte[] {'2'});
        processor.accept(Records.record(0, 0, Records.order(0, 0).value(), headers));
        processor.dispatch();

        assertThat(processor.offsets().deadLettersBefore(1))
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
    void should_show_a_pause_by_the_user_or_by_back_pressure(boolean full, boolean byUser, boolean paused) {
        orders(0, full ? 20 : 1);
        processor.isFull();

        processor.publish(byUser);

        assertThat(counters.snapshot())
                .singleElement()
                .extracting(PartitionCounts::paused)
                .isEqualTo(paused);
    }

    @Test
    void should_count_requests_and_additional_fields() {
        String value = new String(Records.order(0, 0).value(), UTF_8);
        byte[] extended = value.replaceFirst("\\{", "{\"colour\":\"red\",").getBytes(UTF_8);
        processor.accept(Records.record(0, 0, extended, new RecordHeaders()));
        processor.accept(Records.order(0, 1));
        processor.dispatch();
        writer.acknowledgeAll();
        mailbox.run();

        assertThat(snapshot().count(Counter.BATCHES)).isEqualTo(1);
        assertThat(snapshot().count(Counter.WRITTEN)).isEqualTo(2);
        assertThat(snapshot().count(Counter.EXTRA_FIELDS)).isEqualTo(1);
        assertThat(snapshot().count(Counter.EXTRA_FIELDS_NOT_STORED)).isEqualTo(1);
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
}
