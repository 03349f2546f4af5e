package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.kafka.Age;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints the dead letters of a scan, and holds no more of them than it prints. One thread. */
final class DeadLetterListing {

    private static final int DETAIL_LENGTH = 80;

    private static final String UNKNOWN = "unknown";

    private static final String CUT = " (cut)";

    private final DeadLetterFilter filter;
    private final int limit;
    private final Optional<Function<ConsumerRecord<byte[], byte[]>, byte[]>> previews;
    private final DeadLetterCounts counts = new DeadLetterCounts();
    private final PriorityQueue<Line> newest = new PriorityQueue<>(Comparator.comparing(Line::deadLetteredAt)
            .thenComparing(line -> line.position().partition())
            .thenComparing(line -> line.position().offset()));
    private long matching;

    private record Line(
            Instant deadLetteredAt,
            RecordPosition position,
            String origin,
            String reason,
            String detail,
            String preview) {}

    /**
     * @param limit how many to print
     * @param previews the text of which the beginning is printed; empty for none
     */
    DeadLetterListing(
            DeadLetterFilter filter, int limit, Optional<Function<ConsumerRecord<byte[], byte[]>, byte[]>> previews) {
        this.filter = filter;
        this.limit = limit;
        this.previews = previews;
    }

    /** Prints the newest as a table, then counts all of them by reason, whatever the filter. */
    void table(TopicScan scan, String topic, Instant now, PrintWriter out) {
        scan.forEach(record -> add(new DeadLetterRecord(record)));
        if (scan.isStopped()) {
            out.println("Stopped before the end; this is what was read.");
        }
        if (counts.total() == 0) {
            out.println("There are no dead letters in " + topic + ".");
            return;
        }
        if (matching == 0) {
            out.println("None of the dead letters in " + topic + " matches.");
        } else if (limit > 0) {
            out.println("%s %,d dead letters in %s%s"
                    .formatted(
                            newest.size() < matching ? "The newest %,d of".formatted(newest.size()) : "All",
                            matching,
                            topic,
                            matching < counts.total() ? " that match" : ""));
            lines(now).forEach(out::println);
            out.println();
        }
        out.println("All %,d dead letters in %s by reason".formatted(counts.total(), topic));
        counts.lines(now).forEach(out::println);
    }

    private void add(DeadLetterRecord deadLetter) {
        counts.add(deadLetter);
        if (!filter.matches(deadLetter)) {
            return;
        }
        matching++;
        newest.add(new Line(
                deadLetter.deadLetteredAt(),
                deadLetter.position(),
                deadLetter
                        .origin()
                        .map(RecordPosition::toString)
                        .map(SafePreview::printable)
                        .orElse(UNKNOWN),
                deadLetter.reason().isEmpty() ? UNKNOWN : SafePreview.shortened(deadLetter.reason(), DETAIL_LENGTH),
                SafePreview.shortened(deadLetter.detail(), DETAIL_LENGTH) + (deadLetter.isCut() ? CUT : ""),
                previews.map(text -> SafePreview.of(text.apply(deadLetter.record())))
                        .orElse("")));
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    /** The newest last. */
    private List<String> lines(Instant now) {
        TextTable table = previews.isPresent()
                ? new TextTable("llrll", "origin", "reason", "age", "detail", "value")
                : new TextTable("llrl", "origin", "reason", "age", "detail");
        List<Line> oldestFirst = new ArrayList<>(newest);
        oldestFirst.sort(newest.comparator());
        for (Line line : oldestFirst) {
            String age = Age.of(line.deadLetteredAt(), now);
            if (previews.isPresent()) {
                table.row(line.origin(), line.reason(), age, line.detail(), line.preview());
            } else {
                table.row(line.origin(), line.reason(), age, line.detail());
            }
        }
        return table.lines("  ");
    }

    /** Prints each as a line of JSON, in the topic's order. */
    void json(TopicScan scan, PrintWriter out) {
        DeadLetterJson json = new DeadLetterJson();
        int left = limit;
        // The reader of a pipe may have closed it.
        while (left > 0 && !out.checkError()) {
            var batch = scan.next();
            if (batch.isEmpty()) {
                break;
            }
            List<DeadLetterRecord> deadLetters = batch.stream()
                    .map(DeadLetterRecord::new)
                    .filter(filter::matches)
                    .limit(left)
                    .toList();
            deadLetters.forEach(deadLetter -> out.println(json.write(deadLetter)));
            left -= deadLetters.size();
        }
    }
}
