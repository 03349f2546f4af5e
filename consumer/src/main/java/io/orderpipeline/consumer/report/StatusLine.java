package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.observe.GroupProgress.Offsets;
import io.orderpipeline.consumer.observe.PartitionSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The line that says once a second what is going on. One thread. */
public final class StatusLine {

    private long writtenBefore;
    private Duration elapsedBefore = Duration.ZERO;

    /**
     * @param elapsed since the start
     * @param offsets empty when the broker did not say
     */
    public String format(Duration elapsed, List<PartitionSnapshot> partitions, Map<Integer, Offsets> offsets) {
        Totals totals = Totals.of(partitions);
        return "%d:%02d:%02d  polled %,d  written %,d  dead letters %,d  in flight %,d (%d/%d requests)  %,d/s  lag %s%s"
                .formatted(
                        elapsed.toHours(),
                        elapsed.toMinutesPart(),
                        elapsed.toSecondsPart(),
                        totals.polled(),
                        totals.written(),
                        totals.deadLettered(),
                        totals.inFlight(),
                        partitions.stream()
                                .mapToInt(PartitionSnapshot::requests)
                                .sum(),
                        partitions.stream()
                                .filter(PartitionSnapshot::owned)
                                .mapToInt(PartitionSnapshot::requestLimit)
                                .sum(),
                        rate(elapsed, totals.written()),
                        lag(offsets),
                        trouble(partitions));
    }

    private long rate(Duration elapsed, long written) {
        long millis = Math.max(1, elapsed.minus(elapsedBefore).toMillis());
        long rate = (written - writtenBefore) * 1000 / millis;
        elapsedBefore = elapsed;
        writtenBefore = written;
        return rate;
    }

    private static String lag(Map<Integer, Offsets> offsets) {
        if (offsets.isEmpty()) {
            return "unknown, the broker does not answer";
        }
        long total = offsets.values().stream().mapToLong(Offsets::lag).sum();
        return offsets.entrySet().stream()
                .map(entry ->
                        "p%d %,d".formatted(entry.getKey(), entry.getValue().lag()))
                .collect(Collectors.joining("  ", "%,d  (".formatted(total), ")"));
    }

    private static String trouble(List<PartitionSnapshot> partitions) {
        if (partitions.stream().noneMatch(PartitionSnapshot::owned)) {
            return "  no partition yet: the group is busy with others, or waits for one that has died";
        }
        return partitions.stream()
                .map(PartitionSnapshot::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .map(reason -> "  held up: " + reason)
                .orElse("");
    }
}
