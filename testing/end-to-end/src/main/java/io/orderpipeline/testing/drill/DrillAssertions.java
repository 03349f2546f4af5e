package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.BadRecord;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asserts what must hold after every fault: the programs stop cleanly with counters that add up, {@code verify} passes,
 * and the oracle finds no difference between topic, table and dead letters.
 */
record DrillAssertions(DrillContext context) {

    private static final Duration VERIFY_LIMIT = Duration.ofMinutes(5);

    /** @throws AssertionError when a program does not stop cleanly */
    DrillResult of(String name) {
        context.programs().endProducers();
        context.log("the producers have stopped");
        context.awaitLag(0);
        context.programs().endConsumers();
        Outcome outcome = context.outcome();
        List<String> findings = new ArrayList<>(outcome.differences());
        findings.addAll(context.unmet(outcome));
        verify(outcome.deadLettersWithReason(BadRecord.REFUSED), findings);
        long records = context.records();
        if (!context.hasDeletedRecords()) {
            context.programs()
                    .acknowledgements()
                    .missingFrom(context.pipeline().orders())
                    .ifPresent(findings::add);
        }
        return new DrillResult(
                name, records, context.faults(), outcome.deadLetters().size(), context.slowestRecovery(), findings);
    }

    /**
     * With orders that the database had to refuse, or that compaction deleted, {@code verify} cannot pass: it has no
     * proof that they were refused, or were consumed before.
     */
    private void verify(long refused, List<String> findings) {
        ChildProcess verify = context.pipeline().verify();
        int exitCode = verify.awaitEnd(VERIFY_LIMIT);
        List<String> lines = verify.out();
        String verdict = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        String expected = "PASS";
        if (context.hasDeletedRecords()) {
            expected = "INCOMPLETE: gaps of compaction ";
        } else if (refused > 0) {
            expected = "INCOMPLETE: refused by database %,d;".formatted(refused);
        }
        if (exitCode != ("PASS".equals(expected) ? 0 : 1) || !verdict.startsWith(expected)) {
            findings.add("verify does not print " + expected + verify.lastLines());
        }
        context.log("verify: " + verdict);
    }
}
