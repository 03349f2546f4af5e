package io.orderpipeline.testing.soak;

import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillResult;
import io.orderpipeline.testing.process.ProcessException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A long run with random faults and quiet time between them. One thread.
 *
 * @param duration from the first stored order to the stop of the producer
 * @param heap of each consumer
 */
record Soak(Duration duration, String heap, Path report) {

    private static final String NAME = "soak";

    private static final Duration SHORTEST_QUIET = Duration.ofSeconds(30);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(60);

    /** At the end, for the comparison with the beginning. */
    private static final Duration LAST_QUIET = Duration.ofSeconds(60);

    record Result(DrillResult drill, List<DriftCheck> drift, List<SoakSample> samples, List<Injected> faults) {

        boolean isPassed() {
            return drill.isPassed() && drift.stream().allMatch(DriftCheck::isPassed);
        }
    }

    /** A fault that was injected and repaired, in seconds since the start. */
    record Injected(String fault, double from, double to) {

        String csv() {
            return String.format(Locale.ROOT, "%.1f,%.1f,%s", from, to, fault);
        }
    }

    /** A failure is a finding, so that a failed soak has a report too. */
    Result on(DrillContext context) throws IOException {
        SoakProcesses processes = new SoakProcesses(context, heap);
        SoakSampler sampler =
                new SoakSampler(processes.producer, processes.undisturbed, context.openProgress(), report);
        DrillResult drill = run(processes, sampler);
        return new Result(drill, DriftCheck.of(sampler.samples()), sampler.samples(), sampler.faults());
    }

    private DrillResult run(SoakProcesses processes, SoakSampler sampler) throws IOException {
        try {
            try (sampler) {
                injectFaults(processes, sampler);
            }
            return processes.context.check(NAME);
        } catch (ProcessException | StackException | AssertionError e) {
            return DrillResult.failed(NAME, processes.context.faults(), e.getMessage());
        }
    }

    private void injectFaults(SoakProcesses processes, SoakSampler sampler) {
        DrillContext context = processes.context;
        Deque<SoakFault> pending = new ArrayDeque<>();
        Duration lastFault = duration.minus(LAST_QUIET);
        context.runBetween(SHORTEST_QUIET, LONGEST_QUIET);
        while (sampler.elapsed().compareTo(lastFault) < 0) {
            if (pending.isEmpty()) {
                pending.addAll(shuffled(context.random()));
            }
            inject(pending.remove(), processes, sampler);
            context.runBetween(SHORTEST_QUIET, LONGEST_QUIET);
            sampler.requireRunning();
        }
        Duration left = duration.minus(sampler.elapsed());
        if (!left.isNegative()) {
            context.runFor(left);
        }
        sampler.requireRunning();
    }

    /** Each kind once, in random order. */
    static List<SoakFault> shuffled(Random random) {
        List<SoakFault> all = new ArrayList<>(SoakFault.ALL);
        Collections.shuffle(all, random);
        return all;
    }

    private static void inject(SoakFault fault, SoakProcesses processes, SoakSampler sampler) {
        DrillContext context = processes.context;
        sampler.faultBegins(fault.name());
        context.fault(fault.name());
        fault.injection().accept(processes);
        context.awaitRecovery();
        context.awaitLag(context.load().rate());
        sampler.faultEnds();
    }
}
