package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.kafka.Age;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest letters as lines for a person; holds no more of them than are to be shown. One thread. */
final class DeadLetterTable {

    private static final int DETAIL_LENGTH = 80;

    private static final String UNKNOWN = "unknown";

    private final int limit;
    private final boolean previews;
    private final PriorityQueue<Line> newest = new PriorityQueue<>(Comparator.comparing(Line::setAside)
            .thenComparing(line -> line.place().partition())
            .thenComparing(line -> line.place().offset()));

    private record Line(
            Instant setAside, RecordPosition place, String origin, String reason, String detail, String preview) {}

    /** @param previews whether to show the beginning of the value */
    DeadLetterTable(int limit, boolean previews) {
        this.limit = limit;
        this.previews = previews;
    }

    void add(DeadLetterRecord letter) {
        newest.add(new Line(
                letter.setAside(),
                letter.place(),
                letter.origin()
                        .map(RecordPosition::toString)
                        .map(SafePreview::printable)
                        .orElse(UNKNOWN),
                letter.reason().isEmpty() ? UNKNOWN : SafePreview.shortened(letter.reason(), DETAIL_LENGTH),
                SafePreview.shortened(letter.detail(), DETAIL_LENGTH),
                previews ? SafePreview.of(letter.record().value()) : ""));
        if (newest.size() > limit) {
            newest.remove();
        }
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
            String age = Age.of(line.setAside(), now);
            if (previews) {
                table.row(line.origin(), line.reason(), age, line.detail(), line.preview());
            } else {
                table.row(line.origin(), line.reason(), age, line.detail());
            }
        }
        return table.lines("  ");
    }
}
