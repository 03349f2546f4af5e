package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.TextTable;
import java.time.Duration;
import java.util.List;

/**
 * The result of one drill.
 *
 * @param records in the topic
 * @param recovery longest time from the end of a fault until offsets were committed again
 * @param findings violated assertions; empty for a pass
 */
public record DrillResult(
        String drill, long records, int faults, long deadLetters, Duration recovery, List<String> findings) {

    public DrillResult {
        findings = List.copyOf(findings);
    }

    public static DrillResult failed(String drill, int faults, String finding) {
        return new DrillResult(drill, 0, faults, 0, Duration.ZERO, List.of(finding));
    }

    public boolean isPassed() {
        return findings.isEmpty();
    }

    public static List<String> table(List<DrillResult> results) {
        TextTable table =
                new TextTable("lrrrrl", "drill", "records", "faults", "dead letters", "recovered after", "result");
        for (DrillResult result : results) {
            table.row(
                    result.drill,
                    result.records,
                    result.faults,
                    result.deadLetters,
                    "%.1f s".formatted(result.recovery.toMillis() / 1000.0),
                    result.isPassed() ? "PASS" : "FAIL");
        }
        return table.lines("");
    }
}
