package io.orderpipeline.producer;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.output.OutputTicker;
import io.orderpipeline.producer.output.ProducerStatistics;
import io.orderpipeline.producer.output.RunSubject;
import io.orderpipeline.producer.output.SendMeter;
import io.orderpipeline.producer.output.SendMetrics;
import io.orderpipeline.producer.output.SendOutput;
import io.orderpipeline.producer.send.BrokerReadiness;
import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.Drain;
import io.orderpipeline.producer.send.InterruptOnStop;
import io.orderpipeline.producer.send.KafkaSink;
import io.orderpipeline.producer.send.OrderTimes;
import io.orderpipeline.producer.send.Pacer;
import io.orderpipeline.producer.send.RecordSink;
import io.orderpipeline.producer.send.SendLoop;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from the first order to the final statistics. One thread; the client's and the progress's run beside it. */
final class SendRun {

    private static final Logger LOG = LoggerFactory.getLogger(SendRun.class);

    /** With what comes before and after it, a stop takes less than 5 s. */
    private static final Duration DRAIN_AFTER_STOP = Duration.ofSeconds(4);

    private static final LongSupplier CLOCK = System::nanoTime;

    /** Of schedule and order times alike: an order's time is when it is meant to be sent, to the millisecond. */
    private record Start(Instant time, long nanos) {
        static Start now() {
            return new Start(Instant.now(), CLOCK.getAsLong());
        }
    }

    private final ProducerConfig settings;
    private final RecordMaker records;
    private final CategorySpread spread;
    private final StopSignal stop;

    SendRun(ProducerConfig settings, RecordMaker records, CategorySpread spread, StopSignal stop) {
        this.settings = settings;
        this.records = records;
        this.spread = spread;
        this.stop = stop;
    }

    /**
     * Sends, and closes the producer. Returns the exit code, which says whether everything that was made is
     * acknowledged.
     */
    int send(
            Producer<byte[], byte[]> producer,
            Optional<ProducerMonitoring> observation,
            Function<RunSubject, SendOutput> view)
            throws InterruptedException {
        var statistics = new SendStatistics(spread.partitions());
        learnPartitions(producer);
        var sink = new KafkaSink(producer, settings.kafka().topic(), statistics, CLOCK);
        Start start = Start.now();
        Pacer pacer = newPacer(start);
        var readiness = new BrokerReadiness(statistics, CLOCK);
        observation.ifPresent(present ->
                present.see(new SendMetrics(statistics, pacer, settings.pace()), readiness::whyNot, producer));
        SendOutput output = view.apply(
                new RunSubject(settings.kafka().topic(), settings.content().seed(), spread, settings.pace()));
        var meter = new SendMeter(statistics, pacer, readiness, CLOCK);
        try (output;
                var progress = new OutputTicker(meter, output).start()) {
            newLoop(start, pacer, sink).run();
            if (!Drain.await(producer, stop, DRAIN_AFTER_STOP)) {
                sink.abandon();
                LOG.warn("The broker has not acknowledged everything in time; what is left may be stored or not");
            }
        } finally {
            // Closing does not wait: what there is to wait for, the drain has waited for.
            producer.close(Duration.ZERO);
        }
        Duration elapsed = Duration.ofNanos(CLOCK.getAsLong() - start.nanos());
        SendReport report = statistics.report();
        output.end(newFinalStatistics(report, elapsed, pacer));
        return report.isEverythingAcknowledged() ? Program.OK : Program.FAILED;
    }

    /** The client would do it on the first send, and the first orders would be late for no fault of the broker. */
    private void learnPartitions(Producer<?, ?> producer) {
        try (InterruptOnStop interrupt = new InterruptOnStop(stop)) {
            producer.partitionsFor(settings.kafka().topic());
        } catch (KafkaException e) {
            LOG.debug("The first send will tell what is wrong", e);
        }
    }

    /** Prints the records in place of sending them. */
    int print(RecordSink sink) {
        Start start = Start.now();
        newLoop(start, newPacer(start), sink).run();
        return Program.OK;
    }

    private Pacer newPacer(Start start) {
        return new Pacer(settings.pace(), start.nanos(), CLOCK, LockSupport::parkNanos);
    }

    private SendLoop newLoop(Start start, Pacer pacer, RecordSink sink) {
        return new SendLoop(
                records,
                newOrderTimes(start),
                pacer,
                sink,
                stop,
                settings.pace().orders());
    }

    private OrderTimes newOrderTimes(Start start) {
        boolean atOnce =
                settings.content().startTime().isEmpty() && !settings.pace().isPaced();
        return atOnce
                ? OrderTimes.live(start.time(), start.nanos(), CLOCK)
                : OrderTimes.scheduled(
                        settings.content().startTime().orElse(start.time()),
                        settings.pace().ordersPerSecond());
    }

    private ProducerStatistics newFinalStatistics(SendReport report, Duration elapsed, Pacer pacer) {
        return new ProducerStatistics(
                settings.kafka().topic(),
                settings.content().seed(),
                spread,
                settings.pace(),
                elapsed,
                Duration.ofNanos(pacer.mostBehindNanos()),
                report);
    }
}
