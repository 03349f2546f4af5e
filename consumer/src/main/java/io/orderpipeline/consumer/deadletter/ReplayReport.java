package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what a replay does. One thread. */
final class ReplayReport {

    private static final int EXAMPLES = 5;

    private final boolean dryRun;
    private final Set<RecordPosition> notFound;
    private final List<String> unsendable = new ArrayList<>();
    private long sent;
    private long sentBefore;
    private long refused;

    ReplayReport(boolean dryRun, DeadLetterFilter filter) {
        this.dryRun = dryRun;
        this.notFound = new HashSet<>(filter.origins());
    }

    void found(DeadLetterRecord deadLetter) {
        deadLetter.origin().ifPresent(notFound::remove);
    }

    void sent(int deadLetters) {
        sent += deadLetters;
    }

    void sentBefore() {
        sentBefore++;
    }

    /** @param reason as the end of a sentence */
    void cannotSend(DeadLetterRecord deadLetter, String reason) {
        refused++;
        if (unsendable.size() < EXAMPLES) {
            unsendable.add(deadLetter.position() + ": " + reason);
        }
    }

    List<String> lines(boolean stopped) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %,d; skipped %,d that %s sent before%s"
                .formatted(
                        dryRun ? "Would send" : "Sent",
                        sent,
                        sentBefore,
                        sentBefore == 1 ? "was" : "were",
                        stopped ? ". Stopped before the end" : ""));
        if (refused > 0) {
            lines.add("%,d cannot be sent:".formatted(refused));
            unsendable.forEach(line -> lines.add("  " + SafePreview.printable(line)));
            if (refused > unsendable.size()) {
                lines.add("  ...");
            }
        }
        if (!stopped) {
            notFound.stream().limit(EXAMPLES).forEach(position -> lines.add("There is no dead letter of " + position));
        }
        return lines;
    }

    /** A failure when something that was requested was not sent. */
    int exitCode() {
        return refused > 0 || !notFound.isEmpty() ? Program.FAILED : Program.OK;
    }
}
