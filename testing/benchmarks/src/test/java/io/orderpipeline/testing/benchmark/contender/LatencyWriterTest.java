package io.orderpipeline.testing.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatencyWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T18:00:10Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<Consumer<Optional<WriteFailure>>> inFlight = new ArrayList<>();
    private final RowWriter store = (rows, outcome) -> inFlight.add(outcome);

    @Test
    void should_measure_from_the_intended_time_to_the_acknowledgement() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ZERO);
        LatencyWriter writer = new LatencyWriter(store, watch);
        writer.write(List.of(intended(250), intended(5)), failure -> {});
        assertThat(watch.micros().getTotalCount()).as("nothing is acknowledged").isZero();

        inFlight.get(0).accept(Optional.empty());

        assertThat(watch.micros().getTotalCount()).isEqualTo(2);
        assertThat(watch.micros().getCountAtValue(250_000)).isEqualTo(1);
        assertThat(watch.micros().getCountAtValue(5_000)).isEqualTo(1);
    }

    @Test
    void should_omit_orders_of_the_warm_up() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ofMillis(900));
        LatencyWriter writer = new LatencyWriter(store, watch);
        writer.write(List.of(intended(1_000), intended(200), intended(50)), failure -> {});

        inFlight.get(0).accept(Optional.empty());

        assertThat(watch.micros().getTotalCount()).isEqualTo(1);
        assertThat(watch.micros().getCountAtValue(50_000)).isEqualTo(1);
    }

    @Test
    void should_pass_on_the_outcome_and_ignore_failures() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ZERO);
        LatencyWriter writer = new LatencyWriter(store, watch);
        List<Optional<WriteFailure>> outcomes = new ArrayList<>();
        writer.write(List.of(intended(5)), outcomes::add);

        inFlight.get(0).accept(Optional.of(WriteFailure.of(new IllegalStateException("no"))));

        assertThat(outcomes).hasSize(1);
        assertThat(watch.micros().getTotalCount()).isZero();
    }

    @Test
    void should_write_and_read_the_histogram_and_count_the_orders_of_the_warm_up(@TempDir Path folder) {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ofMillis(5));
        watch.acknowledged(List.of(NOW.minusMillis(7), NOW.minusMillis(1)));
        Path file = folder.resolve("latency");

        watch.write(file);

        assertThat(LatencyWatch.read(file)).isEqualTo(new LatencyWatch.Results(2, watch.micros()));
        assertThat(watch.micros().getTotalCount()).isEqualTo(1);
    }

    private static OrderRow intended(int millisAgo) {
        Order order = new Order("id", "a", "b", "c", 1, BigDecimal.ONE, NOW.minusMillis(millisAgo), BigDecimal.ONE);
        return new OrderRow(0, 0, 0, EncodedOrder.of(order), AddedColumns.NONE.encode(List.of()));
    }
}
