package io.orderpipeline.testing.soak;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

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

    /** @throws AssertionError when sampling has ended */
    void requireRunning() {
        if (sampling.isDone()) {
            throw new AssertionError("sampling ended after " + elapsed().toSeconds() + " s", reason());
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
        double heap = number(() -> heap(watched.metrics()));
        Map<SoakFigure, Double> figures = new EnumMap<>(SoakFigure.class);
        figures.put(SoakFigure.RECORDS, number(topic::records));
        figures.put(SoakFigure.COMMITTED, number(topic::committed));
        figures.put(SoakFigure.HEAP, heap);
        figures.put(SoakFigure.LIVE, isCollected ? heap : Double.NaN);
        addProcesses(figures);
        figures.put(SoakFigure.WRITE, number(() -> milliseconds("write")));
        figures.put(SoakFigure.END_TO_END, number(() -> milliseconds("endToEnd")));
        return new SoakSample(at, now, isQuiet, figures);
    }

    private void addProcesses(Map<SoakFigure, Double> figures) {
        ProcessFigures ofConsumer = ProcessFigures.of(consumer.pid());
        figures.put(SoakFigure.THREADS, ofConsumer.threads());
        figures.put(SoakFigure.OPEN_FILES, ofConsumer.files());
        figures.put(SoakFigure.RESIDENT, ofConsumer.resident());
        ProcessFigures ofProducer = ProcessFigures.of(producer.pid());
        figures.put(SoakFigure.PRODUCER_THREADS, ofProducer.threads());
        figures.put(SoakFigure.PRODUCER_OPEN_FILES, ofProducer.files());
        figures.put(SoakFigure.PRODUCER_RESIDENT, ofProducer.resident());
    }

    private static double number(DoubleSupplier request) {
        try {
            return request.getAsDouble();
        } catch (UserError | UncheckedIOException noResponse) {
            return Double.NaN;
        }
    }

    /** Runs a full collection; false without jcmd, which a runtime without JDK tools lacks. */
    private boolean collect() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        collectedAt = seconds();
        try (ChildProcess collection =
                ChildProcess.start(Launch.of("jcmd", List.of(jcmd, Long.toString(consumer.pid()), "GC.run")))) {
            return collection.awaitEnd(Duration.ofMinutes(1)) == 0;
        } catch (ProcessException failed) {
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

    private double milliseconds(String latency) {
        return watched.view().path(latency).path("p99").asDouble(Double.NaN) * 1e3;
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
