package io.orderpipeline.testing.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.drill.DrillException;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Samples a consumer, a producer and the topic every second on its own thread, and writes each sample at once, so
 * that an aborted soak leaves its measurements. The other methods are for one thread.
 */
final class SoakSampler implements AutoCloseable {

    /** After the start and after a fault: time for the backlog and the compiler. */
    private static final double QUIET_AFTER_SECONDS = 15;

    /** Without full collections, long-lived garbage would look like a leak. */
    private static final double BETWEEN_COLLECTIONS_SECONDS = 10;

    private static final double MEBIBYTE = 1 << 20;

    private final ChildProcess producer;
    private final ChildProcess consumer;
    private final WatchedConsumer watched;
    private final Topics.Progress topic;
    private final Writer csv;
    private final Writer faultsCsv;
    private final ScheduledExecutorService thread = DaemonThreads.scheduler("soak-samples");
    private final ScheduledFuture<?> sampling;
    private final List<SoakSample> samples = new ArrayList<>();
    private final List<Soak.Injected> faults = new ArrayList<>();
    private final long start = System.nanoTime();
    private double faultFrom;
    private volatile String fault = "";
    private volatile double quietFrom = QUIET_AFTER_SECONDS;
    private double collectedAt;

    /**
     * @param topic closed by {@link #close()}
     * @param folder of samples.csv and faults.csv
     */
    SoakSampler(ChildProcess producer, ChildProcess consumer, Topics.Progress topic, Path folder) throws IOException {
        this.producer = producer;
        this.consumer = consumer;
        this.watched = WatchedConsumer.of(consumer);
        this.topic = topic;
        this.csv = Files.newBufferedWriter(folder.resolve("samples.csv"));
        writeLine(csv, SoakSample.CSV_HEADER);
        this.faultsCsv = Files.newBufferedWriter(folder.resolve("faults.csv"));
        writeLine(faultsCsv, "from,to,fault");
        sampling = thread.scheduleWithFixedDelay(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    void faultBegins(String what) {
        faultFrom = seconds();
        fault = what;
    }

    void faultEnds() {
        Soak.Injected injected = new Soak.Injected(fault, faultFrom, seconds());
        faults.add(injected);
        writeLine(faultsCsv, injected.csv());
        quietFrom = injected.to() + QUIET_AFTER_SECONDS;
        fault = "";
    }

    List<Soak.Injected> faults() {
        return List.copyOf(faults);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** @throws DrillException when sampling has ended */
    void requireRunning() {
        if (sampling.isDone()) {
            throw new DrillException("sampling ended after " + elapsed().toSeconds() + " s", reason());
        }
    }

    synchronized List<SoakSample> samples() {
        return List.copyOf(samples);
    }

    private Throwable reason() {
        try {
            sampling.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    private double seconds() {
        return elapsed().toMillis() / 1e3;
    }

    private void sample() {
        SoakSample sample = measure();
        synchronized (this) {
            samples.add(sample);
            writeLine(csv, sample.csv());
        }
    }

    private static void writeLine(Writer file, String line) {
        try {
            file.write(line + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SoakSample measure() {
        double at = seconds();
        String now = fault;
        boolean isQuiet = now.isEmpty() && at >= quietFrom;
        boolean isCollected = isQuiet && at - collectedAt >= BETWEEN_COLLECTIONS_SECONDS && collect();
        MetricValues metrics = ask(watched::metrics);
        JsonNode snapshot = ask(watched::view);
        double heap = metrics == null ? Double.NaN : heap(metrics);
        return new SoakSample(
                at,
                now,
                isQuiet,
                number(topic::records),
                number(topic::committed),
                heap,
                isCollected ? heap : Double.NaN,
                ProcessFigures.of(consumer.pid()),
                ProcessFigures.of(producer.pid()),
                milliseconds(snapshot, "write"),
                milliseconds(snapshot, "endToEnd"));
    }

    /** Null when there is no response. */
    private static <T> T ask(Supplier<T> request) {
        try {
            return request.get();
        } catch (UncheckedIOException noResponse) {
            return null;
        }
    }

    private static double number(DoubleSupplier request) {
        try {
            return request.getAsDouble();
        } catch (UserError noResponse) {
            return Double.NaN;
        }
    }

    /** Runs a full collection; false without jcmd, which a runtime without JDK tools lacks. */
    private boolean collect() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process collection = new ProcessBuilder(jcmd.toString(), Long.toString(consumer.pid()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            collectedAt = seconds();
            collection
                    .onExit()
                    .completeOnTimeout(collection, 1, TimeUnit.MINUTES)
                    .join();
            if (collection.isAlive()) {
                collection.destroyForcibly();
                return false;
            }
            return collection.exitValue() == 0;
        } catch (IOException noJcmd) {
            return false;
        }
    }

    private static double heap(MetricValues metrics) {
        return metrics.bySeries().entrySet().stream()
                        .filter(series -> series.getKey().startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(series -> series.getValue())
                        .sum()
                / MEBIBYTE;
    }

    private static double milliseconds(JsonNode snapshot, String latency) {
        JsonNode p99 = snapshot == null ? null : snapshot.path(latency).path("p99");
        return p99 == null || !p99.isNumber() ? Double.NaN : p99.asDouble() * 1e3;
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IOException("the last sample did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topic.close();
        csv.close();
        faultsCsv.close();
    }
}
