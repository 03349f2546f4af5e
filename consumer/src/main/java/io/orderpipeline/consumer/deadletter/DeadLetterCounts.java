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

/** Counts dead letters by reason, and keeps the times of the oldest and the newest. One thread. */
public final class DeadLetterCounts {

    /** For unknown codes, which may be as many as dead letters if other programs write to the topic. */
    private static final String OTHER = "(another)";

    private final Map<String, Long> byReason = new TreeMap<>();
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;

    public static DeadLetterCounts of(TopicScan scan) {
        DeadLetterCounts counts = new DeadLetterCounts();
        scan.forEach(record -> counts.add(new DeadLetterRecord(record)));
        return counts;
    }

    void add(DeadLetterRecord deadLetter) {
        byReason.merge(DeadLetterFilter.isCode(deadLetter.reason()) ? deadLetter.reason() : OTHER, 1L, Long::sum);
        Instant deadLetteredAt = deadLetter.deadLetteredAt();
        oldest = deadLetteredAt.isBefore(oldest) ? deadLetteredAt : oldest;
        newest = deadLetteredAt.isAfter(newest) ? deadLetteredAt : newest;
    }

    public long total() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The time of the newest; {@link Instant#MIN} when there is none. */
    public Instant newest() {
        return newest;
    }

    List<String> lines(Instant now) {
        TextTable table = new TextTable("lr", "reason", "dead letters");
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
