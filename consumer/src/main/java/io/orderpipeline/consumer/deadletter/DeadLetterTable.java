package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.kafka.Age;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the newest of the dead letters added, and formats them as a table. One thread. */
final class DeadLetterTable {

    private static final int DETAIL_LENGTH = 80;

    private static final String UNKNOWN = "unknown";

    private final int limit;
    private final boolean previews;
    private long added;
    private final PriorityQueue<Line> newest = new PriorityQueue<>(Comparator.comparing(Line::deadLetteredAt)
            .thenComparing(line -> line.position().partition())
            .thenComparing(line -> line.position().offset()));

    private record Line(
            Instant deadLetteredAt,
            RecordPosition position,
            String origin,
            String reason,
            String detail,
            String preview) {}

    /** @param previews whether to show the beginning of the values */
    DeadLetterTable(int limit, boolean previews) {
        this.limit = limit;
        this.previews = previews;
    }

    void add(DeadLetterRecord deadLetter) {
        added++;
        newest.add(new Line(
                deadLetter.deadLetteredAt(),
                deadLetter.position(),
                deadLetter
                        .origin()
                        .map(RecordPosition::toString)
                        .map(SafePreview::printable)
                        .orElse(UNKNOWN),
                deadLetter.reason().isEmpty() ? UNKNOWN : SafePreview.shortened(deadLetter.reason(), DETAIL_LENGTH),
                SafePreview.shortened(deadLetter.detail(), DETAIL_LENGTH),
                previews ? SafePreview.of(deadLetter.record().value()) : ""));
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    /** How many were added, with those that are no longer kept. */
    long added() {
        return added;
    }

    int size() {
        return newest.size();
    }

    /** The newest last. */
    List<String> lines(Instant now) {
        TextTable table = previews
                ? new TextTable("llrll", "origin", "reason", "age", "detail", "value")
                : new TextTable("llrl", "origin", "reason", "age", "detail");
        List<Line> oldestFirst = new ArrayList<>(newest);
        oldestFirst.sort(newest.comparator());
        for (Line line : oldestFirst) {
            String age = Age.of(line.deadLetteredAt(), now);
            if (previews) {
                table.row(line.origin(), line.reason(), age, line.detail(), line.preview());
            } else {
                table.row(line.origin(), line.reason(), age, line.detail());
            }
        }
        return table.lines("  ");
    }
}
