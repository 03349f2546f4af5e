package io.orderpipeline.testing.soak;

import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.drill.DrillAssertions;
import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillException;
import io.orderpipeline.testing.drill.DrillResult;
import io.orderpipeline.testing.oracle.TopicProgress;
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
 * A long run with a fault at random now and then, and time between them for the pipeline to be as it was. One thread.
 *
 * @param duration from the first stored order until no more orders come
 * @param heap of each consumer
 */
record Soak(Duration duration, String heap, Path report) {

    private static final String NAME = "soak";

    private static final Duration LEAST_CALM = Duration.ofSeconds(30);
    private static final Duration MOST_CALM = Duration.ofSeconds(60);

    /** Without a fault at the end, so that there is something to compare with the beginning. */
    private static final Duration LAST_CALM = Duration.ofSeconds(60);

    /** What came of it. */
    record Result(DrillResult drill, List<DriftCheck> flatness, List<SoakSample> samples, List<Struck> faults) {

        boolean isPassed() {
            return drill.isPassed() && flatness.stream().allMatch(DriftCheck::isFlat);
        }
    }

    /** A fault as it happened, in seconds since the start. */
    record Struck(String fault, double from, double to) {

        String csv() {
            return String.format(Locale.ROOT, "%.1f,%.1f,%s", from, to, fault);
        }
    }

    /** What goes wrong on the way is a finding: the report of a soak that failed is the one that is needed. */
    Result on(DrillContext scene) throws IOException {
        SoakProcesses stage = new SoakProcesses(scene, heap);
        TopicProgress topic = new TopicProgress(
                scene.stack().bootstrapServers(),
                scene.pipeline().topic(),
                DrillContext.PARTITIONS,
                scene.pipeline().group());
        SoakSampler sampler = new SoakSampler(stage.producer(), stage.veteran(), topic, report);
        DrillResult drill = run(stage, sampler);
        return new Result(drill, DriftCheck.of(sampler.samples()), sampler.samples(), sampler.faults());
    }

    private DrillResult run(SoakProcesses stage, SoakSampler sampler) throws IOException {
        try {
            try (sampler) {
                disturb(stage, sampler);
            }
            return new DrillAssertions(stage.scene()).of(NAME);
        } catch (DrillException | ProcessException | StackException | AssertionError e) {
            return DrillResult.failed(NAME, stage.scene().faults(), e.getMessage());
        }
    }

    private void disturb(SoakProcesses stage, SoakSampler sampler) {
        DrillContext scene = stage.scene();
        Deque<SoakFault> deck = new ArrayDeque<>();
        Duration strikeUntil = duration.minus(LAST_CALM);
        scene.letSome(LEAST_CALM, MOST_CALM);
        while (sampler.elapsed().compareTo(strikeUntil) < 0) {
            if (deck.isEmpty()) {
                deck.addAll(shuffled(scene.random()));
            }
            strike(deck.remove(), stage, sampler);
            scene.letSome(LEAST_CALM, MOST_CALM);
            sampler.requireAtWork();
        }
        Duration left = duration.minus(sampler.elapsed());
        if (!left.isNegative()) {
            scene.let(left);
        }
        sampler.requireAtWork();
    }

    /** Each kind once, before any comes twice. */
    static List<SoakFault> shuffled(Random random) {
        List<SoakFault> all = new ArrayList<>(SoakFault.ALL);
        Collections.shuffle(all, random);
        return all;
    }

    private static void strike(SoakFault fault, SoakProcesses stage, SoakSampler sampler) {
        DrillContext scene = stage.scene();
        sampler.faultBegins(fault.name());
        scene.fault(fault.name());
        fault.strike().accept(stage);
        scene.recover();
        scene.awaitLag(scene.load().rate());
        sampler.faultIsOver();
    }
}
