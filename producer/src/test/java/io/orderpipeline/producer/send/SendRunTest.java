package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.generator.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class SendRunTest {

    private static final int ORDERS = 40;
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final StopSignal stop = new StopSignal();
    private SendReport report;

    @Test
    void should_succeed_when_everything_is_acknowledged() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();

        assertThat(send(producer)).isTrue();
        assertCounts(40, 40, 0);
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void should_fail_when_a_record_failed_for_good() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();
        producer.failFirst = true;

        assertThat(send(producer)).isFalse();
        assertCounts(40, 39, 1);
        assertThat(report.failures()).singleElement().asString().startsWith("1 x timeout");
    }

    @Test
    void should_succeed_when_stopped() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();
        producer.stopAfter = 7;

        assertThat(send(producer)).isTrue();
        assertCounts(7, 7, 0);
    }

    @Test
    void should_count_while_it_sends_and_measure_the_run() throws InterruptedException {
        long before = System.nanoTime();
        SendRun run = run(ORDERS, Optional.empty());

        run.send(new FlushingProducer(), new Results());

        assertThat(run.statistics().acknowledgedCount()).isEqualTo(ORDERS);
        assertThat(run.whyNotReady()).isEmpty();
        assertThat(report.elapsed()).isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - before));
    }

    @Test
    void should_print_the_orders_of_a_dry_run_from_its_start_time_on() {
        List<Order> orders = print(run(3, Optional.of(START)));

        assertThat(orders)
                .extracting(Order::timestamp)
                .containsExactly(START, START.plusMillis(1), START.plusMillis(2));
    }

    /** At a millisecond apart, the last one would be ten seconds in the future. */
    @Test
    void should_give_orders_without_a_rate_the_time_at_which_they_are_made() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        List<Order> orders = print(run(10_000, Optional.empty()));

        assertThat(orders).hasSize(10_000);
        assertThat(orders.get(9_999).timestamp()).isBetween(before, Instant.now());
    }

    private List<Order> print(SendRun run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run.print(out);
        OrderJsonReader json = new OrderJsonReader();
        return out.toString(UTF_8)
                .lines()
                .map(line -> ((DecodeResult.Valid) json.read(line.getBytes(UTF_8))).order())
                .toList();
    }

    private SendRun run(long count, Optional<Instant> startTime) {
        var content = new GeneratorSettings(1, startTime, CategoryWeights.EVEN, 0, 0);
        var pace = new PaceSettings(0, OptionalLong.of(count), Optional.empty());
        var plan = new SendPlan("orders", ValueFormat.JSON, content, pace, new CategorySpread(3));
        return new SendRun(plan, new RecordMaker(content), stop);
    }

    private void assertCounts(long made, long acknowledged, long failed) {
        assertThat(report.totalMade()).isEqualTo(made);
        assertThat(report.totalAcknowledged()).isEqualTo(acknowledged);
        assertThat(report.failed()).isEqualTo(failed);
    }

    private boolean send(FlushingProducer producer) throws InterruptedException {
        return run(ORDERS, Optional.empty()).send(producer, new Results());
    }

    /** Keeps the report, and checks that it comes last. */
    private final class Results implements SendListener {

        private boolean closed;

        @Override
        public void onSnapshot(SendSnapshot snapshot) {
            assertThat(closed).isFalse();
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void onEnd(SendReport end) {
            assertThat(closed).isTrue();
            report = end;
        }
    }

    /** Acknowledges nothing until it is flushed. */
    private final class FlushingProducer extends MockProducer<byte[], byte[]> {

        private boolean failFirst;
        private int stopAfter = Integer.MAX_VALUE;

        FlushingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            Future<RecordMetadata> sent = super.send(record, callback);
            if (history().size() == stopAfter) {
                stop.request();
            }
            return sent;
        }

        @Override
        public synchronized void flush() {
            if (failFirst) {
                errorNext(new TimeoutException("expired"));
            }
            super.flush();
        }
    }
}
