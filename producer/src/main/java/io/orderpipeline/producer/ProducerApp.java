package io.orderpipeline.producer;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.StoppedException;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.output.RunSubject;
import io.orderpipeline.producer.output.SendOutput;
import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.JsonLinesSink;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.ProducerClientSettings;
import io.orderpipeline.producer.send.TopicSetup;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the program together: content -> topic -> client -> run. What is started first ends last. Everything here runs
 * on the main thread.
 */
final class ProducerApp {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerApp.class);

    private final ProducerConfig settings;
    private final StopSignal stop;

    ProducerApp(ProducerConfig settings, StopSignal stop) {
        this.settings = settings;
        this.stop = stop;
    }

    /** Prints orders in place of sending them. Returns the exit code. */
    int print(OutputStream data) {
        RecordMaker records = drawContent();
        var spread = new CategorySpread(settings.kafka().partitions());
        return new SendRun(settings, records, spread, stop).print(new JsonLinesSink(data));
    }

    /** Sends orders until the run is complete or stopped. Returns the exit code. */
    int send(Function<RunSubject, SendOutput> view) throws InterruptedException {
        ProducerClientSettings.overruled(settings.kafka()).forEach(LOG::warn);
        RecordMaker records = drawContent();
        Optional<ProducerMonitoring> observation = settings.http().map(ProducerMonitoring::start);
        try {
            var wait = new ServiceWait(settings.kafka().startupTimeout(), stop);
            var spread = new CategorySpread(ensureTopic(wait));
            announce(spread);
            return new SendRun(settings, records, spread, stop).send(connect(wait), observation, view);
        } catch (StoppedException e) {
            LOG.info("Stopped before anything was sent");
            return Program.OK;
        } finally {
            observation.ifPresent(ProducerMonitoring::close);
        }
    }

    private RecordMaker drawContent() {
        LOG.info("Seed {}", settings.content().seed());
        return new RecordMaker(settings.content());
    }

    private int ensureTopic(ServiceWait wait) throws InterruptedException {
        KafkaTarget target = settings.kafka();
        Admin admin = wait.until(
                target.broker(),
                () -> ClientFactory.create(() -> Admin.create(ProducerClientSettings.forAdmin(target))));
        try {
            return wait.until(target.broker(), new TopicSetup(admin, target)::ensureTopic);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Producer<byte[], byte[]> connect(ServiceWait wait) throws InterruptedException {
        KafkaTarget target = settings.kafka();
        return wait.until(
                target.broker(),
                () -> ClientFactory.create(() -> new KafkaProducer<>(ProducerClientSettings.forProducer(target))));
    }

    private void announce(CategorySpread spread) {
        spread.describe().forEach(LOG::info);
        if (!spread.empty().isEmpty()) {
            LOG.warn(
                    "{} of {} partitions get no orders, because no category's key hash leads to them: {}",
                    spread.empty().size(),
                    spread.partitions(),
                    spread.empty());
        }
    }
}
