package io.orderpipeline.benchmark.contender;

import io.orderpipeline.consumer.cassandra.ExtraCells;
import io.orderpipeline.consumer.cassandra.OrderCells;
import io.orderpipeline.consumer.cassandra.OrderRow;
import io.orderpipeline.consumer.cassandra.RowWriter;
import io.orderpipeline.consumer.cassandra.WriteFailure;
import io.orderpipeline.order.ExtraField;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Takes the time of each acknowledged order since the moment when it was meant to be sent, which is the order's own
 * time. Safe for use by several threads.
 */
final class LatencyWriter implements RowWriter {

    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final RowWriter writer;
    private final Clock clock;
    private final Duration warmUp;
    private final AtomicReference<Instant> start = new AtomicReference<>();
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** @param warmUp orders meant to be sent within this time after the first are not measured */
    LatencyWriter(RowWriter writer, Clock clock, Duration warmUp) {
        this.writer = writer;
        this.clock = clock;
        this.warmUp = warmUp;
    }

    @Override
    public ExtraCells cells(List<ExtraField> extraFields) {
        return writer.cells(extraFields);
    }

    @Override
    public long slot(OrderCells cells) {
        return writer.slot(cells);
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        writer.write(rows, failure -> {
            if (failure.isEmpty()) {
                acknowledged(rows);
            }
            outcome.accept(failure);
        });
    }

    /** Once no writes are under way. */
    Histogram micros() {
        return micros;
    }

    private void acknowledged(List<OrderRow> rows) {
        Instant now = clock.instant();
        start.compareAndSet(null, rows.get(0).timestamp().plus(warmUp));
        for (OrderRow row : rows) {
            Instant intended = row.timestamp();
            if (!intended.isBefore(start.get())) {
                long latency = ChronoUnit.MICROS.between(intended, now);
                micros.recordValue(Math.min(Math.max(0, latency), LONGEST_MICROS));
            }
        }
    }
}
