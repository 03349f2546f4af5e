package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The final figures of a run.
 *
 * @param elapsed from the first order to the last acknowledgement
 * @param largestLag the largest schedule lag of an order
 * @param failures one line for each class of error
 * @param latency of the acknowledged records, in microseconds
 */
public record SendReport(
        SendPlan plan,
        Duration elapsed,
        Duration largestLag,
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

    /** Records whose fate is unknown, because the run ended before the broker responded. */
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
