package io.orderpipeline.testing.matrix;

import io.orderpipeline.common.cli.TextTable;
import java.util.List;

/**
 * The result of one cell.
 *
 * @param kafka version of the brokers
 * @param cassandra version of the nodes
 * @param java feature version that the programs run on, or would; 0 when there is none
 * @param drills names of those that were to run
 * @param why it was not run, or what failed, in one line each
 */
record CellResult(
        String cell,
        String about,
        String kafka,
        String cassandra,
        int java,
        List<String> drills,
        Verdict verdict,
        long seconds,
        List<String> why) {

    enum Verdict {
        PASS("PASS"),
        FAIL("FAIL"),
        NOT_RUN("not run");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static CellResult of(Cell cell, Verdict verdict, long seconds, List<String> why) {
        return new CellResult(
                cell.name(),
                cell.about(),
                cell.kafkaVersion(),
                cell.cassandraVersion(),
                cell.java().or(() -> cell.setup().java().version()).orElse(0),
                cell.drillNames(),
                verdict,
                seconds,
                why.stream().map(CellResult::firstLine).toList());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    static List<String> table(List<CellResult> results) {
        TextTable table = new TextTable("lllllrl", "cell", "Kafka", "Cassandra", "Java", "result", "s", "why");
        results.forEach(result -> table.row(
                result.cell,
                result.kafka,
                result.cassandra,
                result.java == 0 ? "-" : Integer.toString(result.java),
                result.verdict,
                result.seconds,
                String.join("; ", result.why)));
        return table.lines("");
    }

    /** As docs/compatibility.md shows it. */
    String markdownRow() {
        String text = why.isEmpty() ? verdict.toString() : verdict + ": " + String.join("; ", why);
        return "| `%s` | %s | %s | %s | %s | %s | %s |"
                .formatted(cell, about, kafka, cassandra, java == 0 ? "" : java, String.join(", ", drills), text);
    }
}
