package io.orderpipeline.producer;

import io.orderpipeline.common.cli.NumberRanges;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.generator.ValueFormat;
import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.KafkaConnection;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.SchemaSetup;
import io.orderpipeline.producer.send.SendListener;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendRun;
import io.orderpipeline.producer.send.ValueSettings;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: schema -> generator -> topic -> client -> run, closed in reverse order. On the main thread. */
record ProducerApp(ProducerApp.Config config, StopSignal stop) {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerApp.class);

    /**
     * The validated configuration of the program.
     *
     * @param values their format, and the registry of its schema
     * @param http empty when HTTP is off
     * @param dryRun print the orders instead of sending them
     */
    record Config(
            GeneratorSettings content,
            PaceSettings pace,
            ValueSettings values,
            KafkaTarget kafka,
            Optional<HttpConfig> http,
            boolean dryRun) {

        Config {
            UserError.requireUsage(
                    !dryRun || http.isEmpty(), "--dry-run has no metrics for --http-port; leave out one of them");
            UserError.requireUsage(
                    !dryRun || !values.format().hasSchema(),
                    "--dry-run prints JSON without a schema; leave out --format " + values.format());
        }
    }

    /** Prints orders instead of sending them. Returns the exit code. */
    int print(OutputStream data) {
        logSeed();
        var records = new RecordMaker(config.content());
        new SendRun(plan(config.kafka().partitions()), records, stop).print(data);
        return Program.OK;
    }

    /** Sends orders until the run is complete or stopped. Returns the exit code. */
    int send(Function<SendPlan, SendListener> output) throws InterruptedException {
        var kafka = new KafkaConnection(config.kafka(), stop);
        logSeed();
        Optional<ProducerMonitoring> monitoring = config.http().map(ProducerMonitoring::start);
        try {
            RecordMaker records = newRecordMaker(monitoring);
            SendPlan plan = plan(kafka.ensureTopic());
            logSpread(plan.spread());
            var producer = kafka.connect();
            var run = new SendRun(plan, records, stop);
            monitoring.ifPresent(present -> present.observe(run, plan, producer));
            return run.send(producer, output.apply(plan)) ? Program.OK : Program.FAILED;
        } catch (StoppedException e) {
            LOG.info("Stopped before anything was sent");
            return Program.OK;
        } finally {
            monitoring.ifPresent(ProducerMonitoring::close);
        }
    }

    private void logSeed() {
        LOG.info("Seed {}", config.content().seed());
    }

    private RecordMaker newRecordMaker(Optional<ProducerMonitoring> monitoring) throws InterruptedException {
        ValueFormat format = config.values().format();
        if (!format.hasSchema()) {
            return new RecordMaker(config.content());
        }
        monitoring.ifPresent(present -> present.waitFor("the schema registry"));
        int schemaId = SchemaSetup.schemaId(config.values(), config.kafka(), stop);
        monitoring.ifPresent(present -> present.waitFor("the broker"));
        return new RecordMaker(config.content(), format, schemaId);
    }

    private SendPlan plan(int partitions) {
        return new SendPlan(
                config.kafka().topic(),
                config.values().format(),
                config.content(),
                config.pace(),
                new CategorySpread(partitions));
    }

    private static void logSpread(CategorySpread spread) {
        spread.describe().forEach(LOG::info);
        if (!spread.empty().isEmpty()) {
            LOG.warn(
                    "{} of {} partitions receive no orders, because no category's key hashes to them: {}",
                    spread.empty().size(),
                    spread.partitions(),
                    NumberRanges.of(spread.empty()));
        }
    }
}
