package io.orderpipeline.drill;

import io.orderpipeline.endtoend.TopicProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A long run with a fault at random now and then, and time between them for the pipeline to be as it was. One thread.
 *
 * @param duration from the first stored order until no more orders come
 * @param heap of each consumer
 */
record Soak(Duration duration, String heap, Path report) {

    private static final Duration LEAST_CALM = Duration.ofSeconds(30);
    private static final Duration MOST_CALM = Duration.ofSeconds(60);

    /** Without a fault at the end, so that there is something to compare with the beginning. */
    private static final Duration LAST_CALM = Duration.ofSeconds(60);

    /** What came of it. */
    record Result(DrillResult drill, List<Flatness> flatness, List<SoakSample> samples, List<Struck> faults) {

        boolean isPassed() {
            return drill.isPassed() && flatness.stream().allMatch(Flatness::isFlat);
        }
    }

    /** A fault as it happened, in seconds since the start. */
    record Struck(String fault, double from, double to) {}

    Result on(Scene scene) throws IOException {
        SoakStage stage = new SoakStage(scene, heap);
        TopicProgress topic = new TopicProgress(
                scene.stack().bootstrapServers(),
                scene.pipeline().topic(),
                Scene.PARTITIONS,
                scene.pipeline().group());
        List<Struck> faults = new ArrayList<>();
        Deque<SoakFault> deck = new ArrayDeque<>();
        List<SoakSample> samples;
        try (SoakSampler sampler = new SoakSampler(stage.veteran(), topic, report.resolve("samples.csv"))) {
            Duration strikeUntil = duration.minus(LAST_CALM);
            scene.letSome(LEAST_CALM, MOST_CALM);
            while (sampler.elapsed().compareTo(strikeUntil) < 0) {
                if (deck.isEmpty()) {
                    deck.addAll(shuffled(scene.random()));
                }
                faults.add(strike(deck.remove(), stage, sampler));
                scene.letSome(LEAST_CALM, MOST_CALM);
            }
            Duration left = duration.minus(sampler.elapsed());
            if (!left.isNegative()) {
                scene.let(left);
            }
            samples = sampler.samples();
        }
        return new Result(new Examination(scene).of("soak"), Flatness.of(samples), samples, faults);
    }

    /** Each kind once, before any comes twice. */
    static List<SoakFault> shuffled(Random random) {
        List<SoakFault> all = new ArrayList<>(SoakFault.ALL);
        Collections.shuffle(all, random);
        return all;
    }

    private static Struck strike(SoakFault fault, SoakStage stage, SoakSampler sampler) {
        Scene scene = stage.scene();
        double from = sampler.elapsed().toMillis() / 1e3;
        sampler.faultBegins(fault.name());
        scene.fault(fault.name());
        fault.strike().accept(stage);
        scene.recover();
        scene.awaitLag(scene.load().rate());
        sampler.faultIsOver();
        return new Struck(fault.name(), from, sampler.elapsed().toMillis() / 1e3);
    }
}
