package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold after every fault: the programs end in order with counters that add up, {@code verify} passes, and so
 * does a second reading of topic, table and dead letters that shares no code with it.
 */
public record DrillAssertions(DrillContext scene) {

    private static final Duration VERIFY_LIMIT = Duration.ofMinutes(5);

    /** @throws DrillException when a program does not end well */
    public DrillResult of(String name) {
        scene.programs().endProducers();
        scene.tell("no more orders come");
        scene.awaitCaughtUp();
        scene.programs().endConsumers();
        Outcome outcome = Outcome.of(scene.pipeline());
        List<String> findings = new ArrayList<>(outcome.differences());
        verify(findings);
        long records = scene.records();
        if (scene.programs().acknowledged() > records) {
            findings.add("the producer had %,d records acknowledged, the topic holds %,d"
                    .formatted(scene.programs().acknowledged(), records));
        }
        return new DrillResult(
                name, records, scene.faults(), outcome.deadLetters().size(), scene.slowestRecovery(), findings);
    }

    private void verify(List<String> findings) {
        ChildProcess verify = scene.pipeline().verify();
        int exitCode = verify.awaitEnd(VERIFY_LIMIT);
        List<String> lines = verify.out().all();
        String verdict = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (exitCode != 0 || !verdict.startsWith("PASS")) {
            findings.add("verify does not pass" + verify.lastLines());
        }
        scene.tell("verify: " + verdict);
    }
}
