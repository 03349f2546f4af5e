package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ProcessSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The producers and consumers of one drill. Those that run are expected to go on running until they are killed or
 * ended here. One thread.
 */
public final class DrillPrograms {

    private static final int ORDERLY = 0;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("\\backnowledged ([\\d,]+)");

    private final List<ChildProcess> producers = new ArrayList<>();
    private final List<ChildProcess> consumers = new ArrayList<>();
    private long acknowledged;

    ChildProcess addProducer(ChildProcess producer) {
        producers.add(producer);
        return producer;
    }

    ChildProcess addConsumer(ChildProcess consumer) {
        consumers.add(consumer);
        return consumer;
    }

    /** Waits that long for one of them to end, though nobody has asked it to. */
    Optional<ChildProcess> endedWithin(Duration limit) {
        Stream<CompletableFuture<?>> ends = all().map(ChildProcess::onExit);
        CompletableFuture<?> never = new CompletableFuture<>();
        try {
            CompletableFuture.anyOf(Stream.concat(ends, Stream.of(never)).toArray(CompletableFuture<?>[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException allIsWell) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process is never a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DrillException("interrupted", e);
        }
        return all().filter(program -> !program.isAlive()).findFirst();
    }

    private Stream<ChildProcess> all() {
        return Stream.concat(producers.stream(), consumers.stream());
    }

    public void kill(ChildProcess program) {
        program.signal(ProcessSignal.KILL);
        program.awaitEnd(TestPipeline.LIMIT);
        forget(program);
    }

    /** What the broker is known to have: at least so many records. */
    long acknowledged() {
        return acknowledged;
    }

    public void endProducers() {
        for (ChildProcess producer : List.copyOf(producers)) {
            askToEnd(producer);
            requireEnd(producer, TestPipeline.LIMIT);
        }
    }

    /** Of one with a count. */
    public void awaitEndOfProducer(ChildProcess producer, Duration limit) {
        requireEnd(producer, limit);
    }

    void endConsumers() {
        List.copyOf(consumers).forEach(this::endConsumer);
    }

    /** As SIGTERM does it: exit code 0, statistics that add up, and nothing left in its hands. */
    public void endConsumer(ChildProcess consumer) {
        askToEnd(consumer);
        requireEnd(consumer, TestPipeline.LIMIT);
        requireReconciled(consumer);
    }

    /** Of one that ends by itself when it has caught up. */
    public void awaitEndOfConsumer(ChildProcess consumer, Duration limit) {
        requireEnd(consumer, limit);
        requireReconciled(consumer);
    }

    private static void requireReconciled(ChildProcess consumer) {
        ConsumerReport report = ConsumerReport.of(consumer);
        if (!report.reconciles() || report.inFlight() > 0) {
            throw new DrillException("the consumer's counters do not add up: " + report);
        }
    }

    private static void askToEnd(ChildProcess program) {
        if (program.isAlive()) {
            program.signal(ProcessSignal.TERM);
        }
    }

    private void requireEnd(ChildProcess program, Duration limit) {
        int exitCode = program.awaitEnd(limit);
        if (exitCode != ORDERLY) {
            throw new DrillException("exit code " + exitCode + program.lastLines());
        }
        forget(program);
    }

    private void forget(ChildProcess program) {
        if (producers.remove(program)) {
            acknowledged += acknowledged(program);
        }
        consumers.remove(program);
    }

    /** As it said last: at the end of a run, or within the second before it was killed. */
    private static long acknowledged(ChildProcess producer) {
        OptionalLong last = producer.out().all().stream()
                .map(ACKNOWLEDGED::matcher)
                .filter(matcher -> matcher.find())
                .mapToLong(matcher -> Long.parseLong(matcher.group(1).replace(",", "")))
                .reduce((first, second) -> second);
        return last.orElse(0);
    }
}
