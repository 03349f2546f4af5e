package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What became of the records of a run.
 *
 * @param failures a line for each class of error
 * @param latency in microseconds, of what was acknowledged
 */
public record SendReport(
        Map<RecordKind, Long> made,
        Map<RecordKind, Long> acknowledged,
        long failed,
        List<String> failures,
        Map<Integer, Partition> partitions,
        Map<Category, Long> categories,
        Histogram latency) {

    /** @param lastOffset -1 when nothing was acknowledged */
    public record Partition(long acknowledged, long lastOffset) {}

    public long totalMade() {
        return sum(made);
    }

    public long totalAcknowledged() {
        return sum(acknowledged);
    }

    /** Records whose fate is unknown, because the program did not wait for it any longer. */
    public long unacknowledged() {
        return totalMade() - totalAcknowledged() - failed;
    }

    public boolean isEverythingAcknowledged() {
        return totalMade() == totalAcknowledged();
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
