package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** The processor of a partition whose base is known, with a clock and a table that the test controls. */
abstract class PartitionProcessorFixture {

    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    static final int ROWS = 3;
    static final int REQUESTS = ConcurrencyLimit.INITIAL;
    static final WriteFailure TRANSIENT = new WriteFailure.Transient("timed out");
    static final WriteFailure REJECTED = new WriteFailure.RowsRejected("value too large");
    static final WriteFailure TOO_LARGE = new WriteFailure.BatchTooLarge("batch too large");

    final FakeClock clock = new FakeClock();
    final FakeWriter writer = new FakeWriter();
    final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    final Mailbox mailbox = new Mailbox();
    final PartitionProcessor processor = processor(20, 1_000_000, ROWS);

    PartitionProcessor processor(int records, long bytes, int batchRows) {
        return processor(new InFlightBudget(records, bytes), batchRows);
    }

    PartitionProcessor processor(InFlightBudget budget, int batchRows) {
        return processor(Records.DECODER, budget, batchRows);
    }

    PartitionProcessor processor(OrderDecoder decoder, InFlightBudget budget, int batchRows) {
        ProcessorContext context = new ProcessorContext(
                new RowDecoder(decoder, writer.encoder),
                writer,
                writer.generations,
                budget,
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

    int bytes(int request) {
        return writer.requests.get(request).rows().stream()
                .mapToInt(OrderRow::batchBytes)
                .sum();
    }

    void orders(long from, long to) {
        LongStream.range(from, to).forEach(offset -> processor.accept(Records.order(0, offset)));
    }

    PartitionCounts snapshot() {
        processor.publish(false);
        List<PartitionCounts> all = counters.snapshot();
        return all.get(0);
    }
}
