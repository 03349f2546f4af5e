package io.orderpipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.output.StatusLines;
import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.PaceSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
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

    private final StringWriter out = new StringWriter();
    private final StopSignal stop = new StopSignal();

    @Test
    void should_end_well_when_everything_is_acknowledged() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();

        assertThat(send(producer)).isEqualTo(Program.OK);
        assertThat(out.toString()).contains("total         made 40 = acknowledged 40 + failed 0");
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void should_fail_when_a_record_failed_for_good() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();
        producer.failFirst = true;

        assertThat(send(producer)).isEqualTo(Program.FAILED);
        assertThat(out.toString())
                .contains("total         made 40 = acknowledged 39 + failed 1")
                .contains("failed        1 x TimeoutException");
    }

    @Test
    void should_end_well_when_stopped() throws InterruptedException {
        FlushingProducer producer = new FlushingProducer();
        producer.stopAfter = 7;

        assertThat(send(producer)).isEqualTo(Program.OK);
        assertThat(out.toString()).contains("total         made 7 = acknowledged 7 + failed 0");
    }

    private int send(FlushingProducer producer) throws InterruptedException {
        var content = new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, 0, 0);
        var settings = new ProducerConfig(
                content,
                new PaceSettings(0, OptionalLong.of(ORDERS), Optional.empty()),
                new KafkaTarget(Optional.empty(), "orders", 3, 1, Map.of(), Duration.ZERO),
                Optional.empty(),
                false);
        return new SendRun(settings, new RecordMaker(content), new CategorySpread(3), stop)
                .send(producer, Optional.empty(), subject -> new StatusLines(new PrintWriter(out)));
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
