package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SendLoopTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final ManualClock clock = new ManualClock();
    private final StopSignal stop = new StopSignal();
    private final RecordingSink sink = new RecordingSink();

    @Test
    void should_send_the_count_on_schedule() {
        long start = clock.getAsLong();

        run(new PaceSettings(10, OptionalLong.of(4), Optional.empty()), 0);

        assertThat(sink.intendedTimes().stream().map(time -> (time - start) / 1_000_000))
                .containsExactly(0L, 100L, 200L, 300L);
        assertThat(clock.getAsLong() - start).isEqualTo(300_000_000);
    }

    @Test
    void should_make_the_same_orders_despite_stalls() {
        PaceSettings pace = new PaceSettings(1_000, OptionalLong.of(500), Optional.empty());
        run(pace, 0);
        RecordingSink stalled = new RecordingSink().afterEach(count -> clock.pass(3_000_000));
        loop(pace, 0, stalled).run();

        assertThat(stalled.values()).isEqualTo(sink.values());
    }

    @Test
    void should_timestamp_orders_a_millisecond_apart_when_there_is_a_start_time_and_no_rate() {
        run(new PaceSettings(0, OptionalLong.of(3), Optional.empty()), 0);

        assertThat(sink.values().get(0)).contains("2026-01-31T12:00:00.000Z");
        assertThat(sink.values().get(2)).contains("2026-01-31T12:00:00.002Z");
    }

    @Test
    void should_end_with_the_duration_even_when_orders_take_too_long() {
        sink.afterEach(count -> clock.pass(500_000_000));

        run(new PaceSettings(1_000, OptionalLong.empty(), Optional.of(Duration.ofSeconds(2))), 0);

        assertThat(sink.values()).hasSize(6);
    }

    @Test
    void should_send_nothing_after_a_stop_and_leave_no_interrupt_behind() {
        sink.afterEach(count -> {
            if (count == 5) {
                stop.request();
            }
        });

        run(new PaceSettings(0, OptionalLong.of(100), Optional.empty()), 0);

        assertThat(sink.values()).hasSize(5);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void should_wake_from_its_wait_when_stopped() {
        Pacer pacer = new Pacer(
                new PaceSettings(0.001, OptionalLong.empty(), Optional.empty()),
                clock.getAsLong(),
                clock,
                nanos -> stop.request());

        loop(pacer, Long.MAX_VALUE, 0.001, 0, sink).run();

        assertThat(sink.values()).hasSize(1);
    }

    @Test
    void should_end_when_the_sink_closes() {
        sink.afterEach(count -> sink.close());

        run(new PaceSettings(0, OptionalLong.of(9), Optional.empty()), 1);

        assertThat(sink.values()).isNotEmpty().hasSizeLessThan(3);
    }

    @Test
    void should_send_the_late_duplicates_at_the_end() {
        run(new PaceSettings(0, OptionalLong.of(50), Optional.empty()), 1);

        assertThat(sink.values()).hasSize(100);
        assertThat(Set.copyOf(sink.values())).hasSize(50);
    }

    @Test
    void should_flush_before_each_wait_and_at_the_end() {
        List<Integer> unflushed = new ArrayList<>();
        Pacer pacer = new Pacer(
                new PaceSettings(10, OptionalLong.of(3), Optional.empty()), clock.getAsLong(), clock, nanos -> {
                    unflushed.add(sink.unflushed());
                    clock.accept(nanos);
                });

        loop(pacer, 3, 10, 0, sink).run();

        assertThat(sink.values()).hasSize(3);
        assertThat(unflushed).containsExactly(0, 0);
        assertThat(sink.unflushed()).isZero();
    }

    @Test
    void should_timestamp_orders_with_their_intended_time() {
        SendLoop.OrderTimes times = SendLoop.OrderTimes.scheduled(START, 4);

        assertThat(times.epochMillis(0)).isEqualTo(START.toEpochMilli());
        assertThat(times.epochMillis(6)).isEqualTo(START.plusMillis(1_500).toEpochMilli());
    }

    @Test
    void should_timestamp_live_orders_with_the_time_at_which_they_are_made() {
        SendLoop.OrderTimes times = SendLoop.OrderTimes.live(START, clock.getAsLong(), clock);

        clock.pass(1_500_000_000);

        assertThat(times.epochMillis(6)).isEqualTo(START.plusMillis(1_500).toEpochMilli());
    }

    private void run(PaceSettings pace, double duplicates) {
        loop(pace, duplicates, sink).run();
    }

    private SendLoop loop(PaceSettings pace, double duplicates, RecordSink target) {
        return loop(
                new Pacer(pace, clock.getAsLong(), clock, clock),
                pace.orders(),
                pace.ordersPerSecond(),
                duplicates,
                target);
    }

    private SendLoop loop(Pacer pacer, long orders, double rate, double duplicates, RecordSink target) {
        var records = new RecordMaker(new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, 0, duplicates));
        return new SendLoop(records, SendLoop.OrderTimes.scheduled(START, rate), pacer, target, stop, orders);
    }
}
