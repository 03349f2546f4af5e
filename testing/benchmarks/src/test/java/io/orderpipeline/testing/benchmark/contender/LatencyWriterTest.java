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
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatencyWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T18:00:10Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<Consumer<Optional<WriteFailure>>> underWay = new ArrayList<>();
    private final RowWriter store = (rows, outcome) -> underWay.add(outcome);

    @Test
    void should_take_the_time_from_the_intended_moment_to_the_acknowledgement() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ZERO);
        LatencyWriter writer = new LatencyWriter(store, watch);
        writer.write(List.of(meantToBeSent(250), meantToBeSent(5)), failure -> {});
        assertThat(watch.micros().getTotalCount()).as("nothing is acknowledged").isZero();

        underWay.get(0).accept(Optional.empty());

        assertThat(watch.micros().getTotalCount()).isEqualTo(2);
        assertThat(watch.micros().getCountAtValue(250_000)).isEqualTo(1);
        assertThat(watch.micros().getCountAtValue(5_000)).isEqualTo(1);
    }

    @Test
    void should_leave_out_what_was_meant_for_the_warm_up() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ofMillis(900));
        LatencyWriter writer = new LatencyWriter(store, watch);
        writer.write(List.of(meantToBeSent(1_000), meantToBeSent(200), meantToBeSent(50)), failure -> {});

        underWay.get(0).accept(Optional.empty());

        assertThat(watch.micros().getTotalCount()).isEqualTo(1);
        assertThat(watch.micros().getCountAtValue(50_000)).isEqualTo(1);
    }

    @Test
    void should_pass_on_the_outcome_and_not_take_the_time_of_a_failure() {
        LatencyWatch watch = new LatencyWatch(CLOCK, Duration.ZERO);
        LatencyWriter writer = new LatencyWriter(store, watch);
        List<Optional<WriteFailure>> outcomes = new ArrayList<>();
        writer.write(List.of(meantToBeSent(5)), outcomes::add);

        underWay.get(0).accept(Optional.of(WriteFailure.of(new IllegalStateException("no"))));

        assertThat(outcomes).hasSize(1);
        assertThat(watch.micros().getTotalCount()).isZero();
    }

    @Test
    void should_bring_the_histogram_to_another_process(@TempDir Path folder) {
        Histogram micros = new Histogram(3);
        micros.recordValue(1_234);
        Path file = folder.resolve("latency");

        LatencyLog.write(file, micros);

        assertThat(LatencyLog.read(file)).isEqualTo(micros);
    }

    private static OrderRow meantToBeSent(int millisAgo) {
        Order order = new Order("id", "a", "b", "c", 1, BigDecimal.ONE, NOW.minusMillis(millisAgo), BigDecimal.ONE);
        return new OrderRow(0, 0, 0, EncodedOrder.of(order), AddedColumns.NONE.encode(List.of()));
    }
}
