package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
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
    private static final int REQUESTS = ConcurrencyLimit.FIRST;
    private static final WriteFailure TROUBLE = new WriteFailure.DatabaseInTrouble("timed out");
    private static final WriteFailure REFUSED = new WriteFailure.RowsRefused("value too large");
    private static final WriteFailure TOO_LARGE = new WriteFailure.BatchTooLarge("batch too large");

    private final FakeClock clock = new FakeClock();
    private final FakeWriter writer = new FakeWriter();
    private final Set<Long> committedDeadLetters = new HashSet<>();
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final Mailbox inbox = new Mailbox();
    private final PartitionProcessor flow = flow(limits(20, 1_000_000, ROWS, 40_000));

    private static ProcessorLimits limits(int records, long bytes, int batchRows, int batchBytes) {
        return new ProcessorLimits(new InFlightBudget(records, bytes), 1, batchRows, batchBytes);
    }

    private PartitionProcessor flow(ProcessorLimits limits) {
        ProcessorServices services = new ProcessorServices(new OrderJsonReader(), writer, clock, () -> 1.0);
        return new PartitionProcessor("orders-0", limits, services, inbox, counters.of(0, "test"));
    }

    @AfterEach
    void should_account_for_every_record() {
        assertThat(snapshot().reconciles()).as("%s", snapshot()).isTrue();
    }

    @Test
    void should_send_what_has_come_without_waiting_for_more() {
        orders(0, 1);
        flow.dispatch();

        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.rows())
                .hasSize(1));
    }

    @Test
    void should_send_no_more_requests_and_rows_than_allowed() {
        orders(0, 20);
        flow.dispatch();

        assertThat(writer.requests).hasSize(REQUESTS).allSatisfy(request -> assertThat(request.rows())
                .hasSize(ROWS));
        assertThat(flow.hasBacklog()).isTrue();
    }

    @Test
    void should_end_a_batch_before_its_bytes_exceed_the_bound() {
        RowDecoder first = RowDecoder.of(Records.order(0, 0), new OrderJsonReader(), writer);
        int oneRow = ((RowDecoder.Row) first).row().batchBytes();
        PartitionProcessor narrow = flow(limits(20, 1_000_000, 100, 2 * oneRow));
        LongStream.range(0, 10).forEach(offset -> narrow.accept(Records.order(0, offset)));
        narrow.dispatch();

        assertThat(writer.requests.get(0).rows()).hasSize(2);
        narrow.release();
    }

    @Test
    void should_move_the_watermark_only_over_acknowledged_records() {
        orders(0, 6);
        flow.dispatch();

        writer.acknowledge(1);
        inbox.run();
        assertThat(flow.watermark()).isEqualTo(OffsetTracker.NOTHING);

        writer.acknowledge(0);
        inbox.run();
        assertThat(flow.watermark()).isEqualTo(6);
        assertThat(flow.isIdle()).isTrue();
    }

    @Test
    void should_set_aside_what_is_no_order_and_write_the_rest() {
        flow.accept(Records.order(0, 0));
        flow.accept(Records.garbage(0, 1));
        flow.accept(Records.record(0, 2, null, new RecordHeaders()));
        flow.accept(Records.order(0, 3));
        flow.dispatch();
        writer.acknowledgeAll();
        inbox.run();

        assertThat(flow.watermark()).isEqualTo(4);
        assertThat(writer.offsets()).containsExactly(0L, 3L);
        assertThat(flow.deadLettersBefore(4))
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.NOT_JSON, InvalidReason.NULL_VALUE);
        assertThat(snapshot().count(Counter.DEAD_LETTERED))
                .as("not before they are committed")
                .isZero();
        assertThat(snapshot().count(Counter.IN_FLIGHT)).isEqualTo(2);
    }

    @Test
    void should_keep_dead_letters_until_an_offset_that_passes_them_is_committed() {
        flow.accept(Records.garbage(0, 0));
        flow.accept(Records.garbage(0, 1));
        flow.dispatch();

        flow.committed(1);

        assertThat(snapshot().count(Counter.DEAD_LETTERED)).isEqualTo(1);
        assertThat(flow.deadLettersBefore(2))
                .extracting(letter -> letter.origin().offset())
                .containsExactly(1L);
    }

    @Test
    void should_be_full_of_dead_letters_too() {
        LongStream.range(0, 20).forEach(offset -> flow.accept(Records.garbage(0, offset)));
        flow.dispatch();
        assertThat(flow.isFull()).isTrue();
        assertThat(flow.isHeldUpByDeadLetters()).isTrue();

        flow.committed(20);
        assertThat(flow.isFull()).isFalse();
    }

    @Test
    void should_set_aside_a_schema_version_that_it_does_not_know() {
        Headers headers = new RecordHeaders();
        headers.add(OrderHeaders.SCHEMA_VERSION, new byte[] {'2'});
        flow.accept(Records.record(0, 0, Records.order(0, 0).value(), headers));
        flow.dispatch();

        assertThat(flow.deadLettersBefore(1))
                .extracting(DeadLetter::reason)
                .containsExactly(InvalidReason.UNKNOWN_VERSION);
    }

    @Test
    void should_keep_and_repeat_a_batch_when_the_database_is_in_trouble() {
        orders(0, 2);
        flow.dispatch();
        writer.fail(0, TROUBLE);
        inbox.run();

        flow.dispatch();
        assertThat(writer.requests).as("not before the backoff is over").isEmpty();
        assertThat(snapshot().trouble()).contains("timed out");

        clock.advance(Backoff.FIRST);
        flow.dispatch();
        writer.acknowledgeAll();
        inbox.run();

        assertThat(flow.watermark()).isEqualTo(2);
        assertThat(flow.deadLettersBefore(2)).isEmpty();
        assertThat(snapshot().count(Counter.RETRIES)).isEqualTo(1);
        assertThat(snapshot().trouble()).isNull();
    }

    @Test
    void should_probe_with_one_request_until_the_database_is_back_and_then_ask_less_of_it() {
        orders(0, 20);
        flow.dispatch();
        for (int request = 0; request < REQUESTS; request++) {
            writer.fail(0, TROUBLE);
        }
        inbox.run();
        clock.advance(Backoff.LONGEST);

        for (int probe = 0; probe < REQUESTS; probe++) {
            flow.dispatch();
            assertThat(writer.requests).as("one probe at a time").hasSize(1);
            assertThat(snapshot().trouble()).isNotNull();
            writer.acknowledgeAll();
            inbox.run();
        }

        flow.dispatch();
        assertThat(writer.requests).hasSize(REQUESTS / 2);
        assertThat(snapshot().trouble()).isNull();
        assertThat(snapshot().requests().limit()).isEqualTo(REQUESTS / 2);
    }

    @Test
    void should_send_smaller_batches_once_the_server_has_refused_one_for_its_size() {
        PartitionProcessor large = flow(limits(100, 1_000_000, 8, 1_000_000));
        LongStream.range(0, 16).forEach(offset -> large.accept(Records.order(0, offset)));
        large.dispatch();
        writer.fail(0, TOO_LARGE);
        writer.fail(0, TOO_LARGE);
        inbox.run();
        LongStream.range(16, 32).forEach(offset -> large.accept(Records.order(0, offset)));

        for (int round = 0; round < 20 && !large.isIdle(); round++) {
            large.dispatch();
            assertThat(writer.requests)
                    .allSatisfy(request -> assertThat(request.rows()).hasSizeLessThanOrEqualTo(4));
            writer.acknowledgeAll();
            inbox.run();
        }

        assertThat(large.watermark()).isEqualTo(32);
        assertThat(large.deadLettersBefore(32)).isEmpty();
        large.release();
    }

    @Test
    void should_find_the_one_row_that_a_batch_is_refused_for() {
        PartitionProcessor wide = flow(limits(100, 1_000_000, 50, 1_000_000));
        LongStream.range(0, 40).forEach(offset -> wide.accept(Records.order(0, offset)));
        for (int request = 0; request < 40 && !wide.isIdle(); request++) {
            wide.dispatch();
            boolean hasBadRow = writer.requests.get(0).rows().stream().anyMatch(row -> row.offset() == 17);
            if (hasBadRow) {
                writer.fail(0, REFUSED);
            } else {
                writer.acknowledge(0);
            }
            inbox.run();
            wide.dispatch();
            if (writer.requests.isEmpty()) {
                break;
            }
        }

        assertThat(writer.offsets()).hasSize(39).doesNotContain(17L);
        assertThat(wide.deadLettersBefore(40)).singleElement().satisfies(letter -> {
            assertThat(letter.origin().offset()).isEqualTo(17);
            assertThat(letter.reason()).isEqualTo(InvalidReason.REFUSED_BY_DATABASE);
        });
        assertThat(wide.watermark()).isEqualTo(40);
        wide.release();
    }

    @Test
    void should_end_loudly_when_it_is_our_fault() {
        orders(0, 1);
        flow.dispatch();
        writer.fail(0, new WriteFailure.OurFault(new IllegalArgumentException("no such codec")));

        assertThatThrownBy(inbox::run).hasMessageContaining("orders-0").hasRootCauseMessage("no such codec");
    }

    @Test
    void should_be_full_at_the_bound_and_stay_so_until_half_is_gone() {
        orders(0, 19);
        assertThat(flow.isFull()).isFalse();
        orders(19, 20);
        assertThat(flow.isFull()).isTrue();

        flow.dispatch();
        writer.acknowledge(0);
        writer.acknowledge(0);
        inbox.run();
        assertThat(flow.isFull()).as("14 of 20 left").isTrue();

        writer.acknowledgeAll();
        inbox.run();
        assertThat(flow.isFull()).as("8 of 20 left").isFalse();
    }

    @Test
    void should_be_full_by_bytes_too() {
        PartitionProcessor small = flow(limits(1_000, 5_000, 10, 40_000));
        assertThat(small.isFull()).isFalse();
        LongStream.range(0, 15).forEach(offset -> small.accept(Records.order(0, offset)));

        assertThat(small.isFull()).isTrue();
        small.release();
    }

    @Test
    void should_hand_back_what_is_not_acknowledged_and_ignore_late_outcomes() {
        orders(0, 4);
        flow.dispatch();
        writer.acknowledge(0);
        inbox.run();
        flow.release();

        writer.acknowledgeAll();
        inbox.run();
        flow.dispatch();

        assertThat(writer.requests).isEmpty();
        assertThat(flow.watermark()).isEqualTo(3);
        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.count(Counter.HANDED_BACK)).isEqualTo(1);
            assertThat(snapshot.owned()).isFalse();
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Outcomes of every kind in any order, and a release at any moment: never a watermark past an unsafe record. */
    @ParameterizedTest
    @MethodSource("seeds")
    void should_keep_the_promise_whatever_happens(long seed) {
        Random random = new Random(seed);
        long next = 0;
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (!flow.isFull()) {
                        flow.accept(random.nextInt(10) == 0 ? Records.garbage(0, next) : Records.order(0, next));
                        next++;
                    }
                }
                case 1 -> flow.dispatch();
                case 2 -> inbox.run();
                case 3 -> clock.advance(Duration.ofMillis(random.nextInt(300)));
                case 4 -> commit();
                default -> settleOne(random);
            }
            assertSafeBefore(flow.watermark());
            assertThat(snapshot().reconciles()).isTrue();
        }
        flow.release();
        assertSafeBefore(flow.watermark());
    }

    private void commit() {
        if (flow.watermark() > flow.committed()) {
            flow.deadLettersBefore(flow.watermark())
                    .forEach(letter -> committedDeadLetters.add(letter.origin().offset()));
            flow.committed(flow.watermark());
        }
    }

    private void settleOne(Random random) {
        if (!writer.requests.isEmpty()) {
            int index = random.nextInt(writer.requests.size());
            switch (random.nextInt(4)) {
                case 0 -> writer.fail(index, TROUBLE);
                case 1 -> writer.fail(index, random.nextBoolean() ? REFUSED : TOO_LARGE);
                default -> writer.acknowledge(index);
            }
        }
    }

    private void assertSafeBefore(long watermark) {
        Set<Long> safe = new HashSet<>(writer.offsets());
        safe.addAll(committedDeadLetters);
        flow.deadLettersBefore(watermark)
                .forEach(letter -> safe.add(letter.origin().offset()));
        for (long offset = 0; offset < watermark; offset++) {
            assertThat(safe.contains(offset))
                    .as("%d before watermark %d", offset, watermark)
                    .isTrue();
        }
    }

    private void orders(long from, long to) {
        LongStream.range(from, to).forEach(offset -> flow.accept(Records.order(0, offset)));
    }

    private PartitionCounts snapshot() {
        flow.publish(false);
        List<PartitionCounts> all = counters.snapshot();
        return all.get(0);
    }
}
