package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A processor that writes to a table with four shards, assigned by offset. */
final class ManyShardsTest {

    private static final int SHARDS = 4;
    private static final int ROWS = 5;
    private static final int RECORDS = 80;
    private static final InstantSource CLOCK = () -> Instant.EPOCH;

    private final FakeWriter writer = new FakeWriter();
    private final Mailbox mailbox = new Mailbox();
    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final PartitionProcessor processor = new PartitionProcessor(
            "orders-0",
            new ProcessorContext(
                    new RowDecoder(Records.DECODER, writer.encoder),
                    writer,
                    writer.generations,
                    new InFlightBudget(RECORDS, 10_000_000),
                    1,
                    ROWS,
                    new FakeClock(),
                    () -> 1.0),
            Records.START,
            mailbox,
            counters.of(0, "test"));

    @BeforeEach
    void assignShardsByOffset() {
        processor.dispatch();
        mailbox.run();
        writer.shards = row -> row.timestamp().toEpochMilli() % SHARDS;
    }

    @Test
    void should_not_mix_shards_in_a_request() {
        accept(0, RECORDS);

        runToTheEnd();

        assertThat(writer.offsets())
                .containsExactlyElementsOf(LongStream.range(0, RECORDS).boxed().toList());
        assertThat(processor.offsets().watermark()).isEqualTo(RECORDS);
    }

    @Test
    void should_fill_batches_under_a_backlog() {
        accept(0, RECORDS);

        processor.dispatch();

        assertThat(writer.requests)
                .isNotEmpty()
                .allMatch(request -> request.rows().size() == ROWS);
    }

    @Test
    void should_send_incomplete_batches_when_nothing_else_is_queued() {
        accept(0, 2);

        processor.dispatch();

        assertThat(writer.requests)
                .hasSize(2)
                .allMatch(request -> request.rows().size() == 1);
    }

    @Test
    void should_split_a_too_large_batch_within_its_shard() {
        accept(0, RECORDS);
        processor.dispatch();
        writer.fail(0, new WriteFailure.BatchTooLarge("batch too large"));

        runToTheEnd();

        assertThat(writer.offsets())
                .containsExactlyElementsOf(LongStream.range(0, RECORDS).boxed().toList());
    }

    /** Otherwise a table with many shards would keep more rows decoded than the limit on memory allows. */
    @Test
    void should_keep_at_most_half_of_its_share_in_open_batches() {
        AtomicInteger decoded = new AtomicInteger();
        writer.shards = row -> decoded.incrementAndGet();
        accept(0, RECORDS);

        processor.dispatch();

        assertThat(writer.requests).hasSize(ConcurrencyLimit.INITIAL);
        assertThat(decoded.get() - (writer.requests.size() - 1))
                .as("open before the last request")
                .isEqualTo(RECORDS / 2);
        writer.acknowledgeAll();
    }

    private void runToTheEnd() {
        processor.dispatch();
        while (!writer.requests.isEmpty()) {
            assertThat(writer.requests)
                    .allMatch(request -> request.rows().stream()
                                    .map(OrderRow::shard)
                                    .distinct()
                                    .count()
                            == 1);
            writer.acknowledgeAll();
            mailbox.run();
            processor.dispatch();
        }
    }

    private void accept(long first, int count) {
        LongStream.range(first, first + count).forEach(offset -> processor.accept(Records.order(0, offset)));
    }
}
