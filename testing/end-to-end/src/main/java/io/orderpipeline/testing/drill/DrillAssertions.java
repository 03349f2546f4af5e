package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.BadRecord;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TableContents;
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
    private static final String PASS = "PASS";

    /** @throws AssertionError when a program does not stop cleanly */
    DrillResult of(String name) {
        context.programs().endProducers();
        context.log("the producers have stopped");
        context.awaitLag(0);
        context.programs().endConsumers();
        Outcome outcome = context.outcome();
        List<String> findings = new ArrayList<>(outcome.differences());
        findings.addAll(context.unmet(outcome));
        verify(expectedVerdict(outcome.deadLettersWithReason(BadRecord.REFUSED)), findings);
        long records = context.records();
        if (!context.hasDeletedRecords()) {
            findMissingRecords(findings);
        }
        return new DrillResult(
                name, records, context.faults(), outcome.deadLetters().size(), context.slowestRecovery(), findings);
    }

    /**
     * Asserts that every record is in the topic and that none is consumed. Without committed offsets, no dead letter is
     * committed either.
     */
    DrillResult ofRefusal(String name) {
        List<String> findings = new ArrayList<>();
        findMissingRecords(findings);
        long records = context.records();
        long uncommitted = context.lag();
        if (uncommitted != records) {
            findings.add("offsets of %,d records are committed".formatted(records - uncommitted));
        }
        TableContents table = context.pipeline().table();
        if (table.exists() && !table.isEmpty()) {
            findings.add("there are rows");
        }
        return new DrillResult(name, records, context.faults(), 0, Duration.ZERO, findings);
    }

    private void findMissingRecords(List<String> findings) {
        context.programs()
                .acknowledgements()
                .missingFrom(context.pipeline().orders())
                .ifPresent(findings::add);
    }

    /**
     * With orders that the database had to refuse, or that compaction deleted, {@code verify} cannot pass: it has no
     * proof that they were refused, or were consumed before.
     */
    private String expectedVerdict(long refused) {
        if (context.hasDeletedRecords()) {
            return "INCOMPLETE: gaps of compaction ";
        }
        return refused > 0 ? "INCOMPLETE: refused by database %,d;".formatted(refused) : PASS;
    }

    private void verify(String expected, List<String> findings) {
        ChildProcess verify = context.pipeline().verify();
        int exitCode = verify.awaitEnd(VERIFY_LIMIT);
        List<String> lines = verify.out();
        String verdict = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (exitCode != (PASS.equals(expected) ? 0 : 1) || !verdict.startsWith(expected)) {
            findings.add("verify does not print " + expected + verify.lastLines());
        }
        context.log("verify: " + verdict);
    }
}
