package io.orderpipeline.testing.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.drill.DrillException;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.TopicProgress;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Looks at one consumer and at the topic every second, from outside, on a thread of its own, and writes down at once
 * what it sees: a soak that is cut short leaves its figures. The other methods are for one thread.
 */
final class SoakSampler implements AutoCloseable {

    /** After the start, and after a fault is over: by then the backlog is gone and the compiler has calmed down. */
    private static final double SETTLED_AFTER_SECONDS = 15;

    /** A full collection takes what lives long and is garbage all the same: without one, a heap seems to leak. */
    private static final double BETWEEN_COLLECTIONS_SECONDS = 10;

    private static final double MEBIBYTE = 1 << 20;

    private final ChildProcess producer;
    private final ChildProcess consumer;
    private final WatchedConsumer watched;
    private final TopicProgress topic;
    private final Writer csv;
    private final Writer faultsCsv;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampling = new Thread(task, "soak-samples");
        sampling.setDaemon(true);
        return sampling;
    });
    private final ScheduledFuture<?> sampling;
    private final List<SoakSample> samples = new ArrayList<>();
    private final List<Soak.Struck> faults = new ArrayList<>();
    private final long start = System.nanoTime();
    private double faultFrom;
    private volatile String fault = "";
    private volatile double calmFrom = SETTLED_AFTER_SECONDS;
    private double collectedAt;

    /**
     * @param topic closed by {@link #close()}
     * @param folder where samples.csv and faults.csv go
     */
    SoakSampler(ChildProcess producer, ChildProcess consumer, TopicProgress topic, Path folder) throws IOException {
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

    void faultIsOver() {
        Soak.Struck struck = new Soak.Struck(fault, faultFrom, seconds());
        faults.add(struck);
        writeLine(faultsCsv, struck.csv());
        calmFrom = struck.to() + SETTLED_AFTER_SECONDS;
        fault = "";
    }

    List<Soak.Struck> faults() {
        return List.copyOf(faults);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** @throws DrillException when it has ceased to look */
    void requireAtWork() {
        if (sampling.isDone()) {
            throw new DrillException("the samples end after " + elapsed().toSeconds() + " s", reason());
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
        SoakSample sample = look();
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

    private SoakSample look() {
        double at = seconds();
        String now = fault;
        boolean isCalm = now.isEmpty() && at >= calmFrom;
        boolean isCollected = isCalm && at - collectedAt >= BETWEEN_COLLECTIONS_SECONDS && collect();
        MetricValues metrics = ask(watched::metrics);
        JsonNode view = ask(watched::view);
        double heap = metrics == null ? Double.NaN : heap(metrics);
        return new SoakSample(
                at,
                now,
                isCalm,
                number(topic::records),
                number(topic::committed),
                heap,
                isCollected ? heap : Double.NaN,
                ProcessFigures.of(consumer.pid()),
                ProcessFigures.of(producer.pid()),
                milliseconds(view, "write"),
                milliseconds(view, "endToEnd"));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask();
    }

    /** Null when there is no answer, as while it is being paused. */
    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (UncheckedIOException noAnswer) {
            return null;
        }
    }

    private static double number(DoubleSupplier question) {
        try {
            return question.getAsDouble();
        } catch (UserError noAnswer) {
            return Double.NaN;
        }
    }

    /** False where there is no jcmd, as in a runtime without the tools of a JDK. */
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
        } catch (IOException none) {
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

    private static double milliseconds(JsonNode view, String latency) {
        JsonNode p99 = view == null ? null : view.path(latency).path("p99");
        return p99 == null || !p99.isNumber() ? Double.NaN : p99.asDouble() * 1e3;
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IOException("the last look did not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topic.close();
        csv.close();
        faultsCsv.close();
    }
}
