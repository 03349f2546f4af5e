package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.RecordMaker;
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
        assertThat(report.failures()).singleElement().asString().startsWith("1 x TimeoutException");
    }

    @Test
    void should_succeed_when_stopped() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();
        producer.stopAfter = 7;

        assertThat(send(producer)).isTrue();
        assertCounts(7, 7, 0);
    }

    private void assertCounts(long made, long acknowledged, long failed) {
        assertThat(report.totalMade()).isEqualTo(made);
        assertThat(report.totalAcknowledged()).isEqualTo(acknowledged);
        assertThat(report.failed()).isEqualTo(failed);
    }

    private boolean send(FlushingProducer producer) throws InterruptedException {
        SendPlan plan = SendPlans.of(new PaceSettings(0, OptionalLong.of(ORDERS), Optional.empty()), 1);
        return new SendRun(plan, new RecordMaker(plan.content()), stop).send(producer, new Results());
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
