package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.kafka.Age;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many letters there are, for which reasons, from when to when. One thread. */
public final class DeadLetterCounts {

    /** For codes that are none of ours: as many as there are letters, if a stranger writes to the topic. */
    private static final String OTHER = "(another)";

    private final Map<String, Long> byReason = new TreeMap<>();
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;

    /** Counts what the scan brings. */
    public static DeadLetterCounts of(TopicScan scan) {
        DeadLetterCounts counts = new DeadLetterCounts();
        for (var batch = scan.next(); !batch.isEmpty(); batch = scan.next()) {
            batch.forEach(record -> counts.add(new DeadLetterRecord(record)));
        }
        return counts;
    }

    void add(DeadLetterRecord letter) {
        byReason.merge(DeadLetterFilter.isCode(letter.reason()) ? letter.reason() : OTHER, 1L, Long::sum);
        Instant setAside = letter.setAside();
        oldest = setAside.isBefore(oldest) ? setAside : oldest;
        newest = setAside.isAfter(newest) ? setAside : newest;
    }

    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** When the newest was set aside; {@link Instant#MIN} when there is none. */
    public Instant newest() {
        return newest;
    }

    List<String> lines(Instant now) {
        TextTable table = new TextTable("lr", "reason", "letters");
        byReason.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
        List<String> lines = new ArrayList<>(table.lines("  "));
        lines.add("Oldest %s (%s ago), newest %s (%s ago)"
                .formatted(oldest, Age.of(oldest, now), newest, Age.of(newest, now)));
        return lines;
    }
}
