package io.orderpipeline.testing.matrix;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of one cell.
 *
 * @param kafka version of the brokers
 * @param cassandra version of the nodes
 * @param java feature version that the programs ran on, or that the cell needs; 0 for a cell that was never run and
 *     needs none
 * @param drills names of those that were to run
 * @param commit of the code that was run, abbreviated; "unknown" for results that were written without it
 * @param started in UTC, as in 2026-11-26T11:30:00Z; empty as for the commit
 * @param why it was not run, or what failed, in one line each
 */
record CellResult(
        String cell,
        String about,
        String kafka,
        String cassandra,
        int java,
        List<String> drills,
        String commit,
        String started,
        Verdict verdict,
        long seconds,
        List<String> why) {

    private static final String UNKNOWN = "unknown";
    private static final int DATE_AND_MINUTE = "2026-11-26T11:30".length();

    CellResult {
        commit = commit == null ? UNKNOWN : commit;
        started = started == null ? "" : started;
    }

    enum Verdict {
        PASS("PASS"),
        FAIL("FAIL"),
        NOT_RUN("not run"),
        /** For the page only; no run writes it. */
        NEVER_RUN("never run");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Of a run of this build. */
    static CellResult of(Cell cell, Instant started, Verdict verdict, long seconds, List<String> why) {
        return new CellResult(
                cell.name(),
                cell.about(),
                cell.kafkaVersion(),
                cell.cassandraVersion(),
                cell.java().or(() -> cell.setup().java().version()).orElse(0),
                cell.drillNames(),
                commitOfBuild(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                verdict,
                seconds,
                why.stream().map(CellResult::firstLine).toList());
    }

    /** For a cell that has no result. */
    static CellResult neverRun(Cell cell) {
        return new CellResult(
                cell.name(),
                cell.about(),
                cell.kafkaVersion(),
                cell.cassandraVersion(),
                cell.java().orElse(0),
                cell.drillNames(),
                "",
                "",
                Verdict.NEVER_RUN,
                0,
                List.of());
    }

    private static String commitOfBuild() {
        String prefix = "commit ";
        return Stream.of(new BuildVersion().getVersion())
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse(UNKNOWN);
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
        return Stream.of(
                        "`" + cell + "`",
                        about,
                        kafka,
                        cassandra,
                        java == 0 ? "" : Integer.toString(java),
                        String.join(", ", drills),
                        run(),
                        text.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String run() {
        String time = started.substring(0, Math.min(started.length(), DATE_AND_MINUTE))
                .replace('T', ' ');
        return (time + " " + commit).strip();
    }
}
