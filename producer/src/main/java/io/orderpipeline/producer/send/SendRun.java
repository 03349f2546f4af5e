package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.RecordMaker;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, from the first order to the final report. One thread sends; a second samples the progress. The getters may
 * be called by any thread.
 */
public final class SendRun {

    private static final Logger LOG = LoggerFactory.getLogger(SendRun.class);

    /** Keeps the whole shutdown below 5 s. */
    public static final Duration DRAIN_AFTER_STOP = Duration.ofSeconds(4);

    private static final LongSupplier CLOCK = System::nanoTime;

    private final SendPlan plan;
    private final RecordMaker records;
    private final StopSignal stop;
    private final Instant start = Instant.now();
    private final long startNanos = CLOCK.getAsLong();
    private final Pacer pacer;
    private final SendStatistics statistics;
    private final BrokerReadiness readiness;
    private Optional<SendReport> report = Optional.empty();

    public SendRun(SendPlan plan, RecordMaker records, StopSignal stop) {
        this.plan = plan;
        this.records = records;
        this.stop = stop;
        this.pacer = new Pacer(plan.pace(), startNanos, CLOCK, LockSupport::parkNanos);
        this.statistics = new SendStatistics(plan.spread().partitions());
        this.readiness = new BrokerReadiness(statistics, CLOCK);
    }

    public SendStatistics statistics() {
        return statistics;
    }

    public long scheduleLagNanos() {
        return pacer.scheduleLagNanos();
    }

    /** Why the broker does not accept orders; empty when it does. */
    public Optional<String> whyNotReady() {
        return readiness.whyNot();
    }

    /** Sends the orders and closes the producer. Returns whether every record is acknowledged. */
    public boolean send(Producer<byte[], byte[]> producer, SendListener listener) throws InterruptedException {
        stop.beforeHalt(() -> report(listener));
        try (listener) {
            ScheduledExecutorService sampling = startSampling(listener);
            try {
                sendAndDrain(producer);
            } finally {
                // Waits for the current sample, so that its output does not mix with what follows.
                sampling.shutdown();
                var unused = sampling.awaitTermination(1, TimeUnit.SECONDS);
            }
        } finally {
            // The drain has waited for the records already.
            producer.close(Duration.ZERO);
        }
        return report(listener).isEverythingAcknowledged();
    }

    /** Prints the report once: a second Ctrl+C may come while the main thread does so. */
    private synchronized SendReport report(SendListener listener) {
        if (report.isEmpty()) {
            listener.close();
            var elapsed = Duration.ofNanos(CLOCK.getAsLong() - startNanos);
            SendReport end = statistics.report(plan, elapsed, Duration.ofNanos(pacer.largestLagNanos()));
            listener.onEnd(end);
            report = Optional.of(end);
        }
        return report.get();
    }

    private ScheduledExecutorService startSampling(SendListener listener) {
        var meter = new SendMeter(statistics, pacer, readiness, CLOCK);
        var outages = new BrokerOutages();
        Runnable sample = () -> {
            SendSnapshot snapshot = meter.sample();
            outages.update(snapshot);
            listener.onSnapshot(snapshot);
        };
        ScheduledExecutorService sampling = DaemonThreads.scheduler("progress");
        var unused = sampling.scheduleAtFixedRate(sample, 1, 1, TimeUnit.SECONDS);
        return sampling;
    }

    private void sendAndDrain(Producer<byte[], byte[]> producer) throws InterruptedException {
        var sink = new KafkaSink(producer, plan, statistics, CLOCK);
        newLoop(sink).run();
        if (!Drain.await(producer, stop, DRAIN_AFTER_STOP)) {
            sink.abandon();
            LOG.warn("The broker did not acknowledge all records in time; the others may be stored or not");
        }
    }

    public void print(OutputStream out) {
        newLoop(new RecordSink.JsonLines(out)).run();
    }

    private SendLoop newLoop(RecordSink sink) {
        return new SendLoop(
                records, orderTimes(), pacer, sink, stop, plan.pace().orders());
    }

    private SendLoop.OrderTimes orderTimes() {
        Optional<Instant> startTime = plan.content().startTime();
        return startTime.isEmpty() && !plan.pace().isPaced()
                ? SendLoop.OrderTimes.live(start, startNanos, CLOCK)
                : SendLoop.OrderTimes.scheduled(
                        startTime.orElse(start), plan.pace().ordersPerSecond());
    }
}
