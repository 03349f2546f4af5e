package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.Category;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The progress of a run at one moment.
 *
 * @param perSecond acknowledged in the second before
 * @param recent the same for each of the last seconds, oldest first
 * @param scheduleLag how late the next order is
 * @param whyNotReady why the broker does not accept orders; empty when it does
 * @param latency since the start, in microseconds
 */
public record SendSnapshot(
        Duration elapsed,
        long acknowledged,
        double perSecond,
        List<Double> recent,
        long inFlight,
        long failed,
        Duration scheduleLag,
        Optional<String> whyNotReady,
        Map<Integer, Long> byPartition,
        Map<Category, Long> byCategory,
        Histogram latency) {

    private static final int TEN_SECONDS = 10;

    public double overTenSeconds() {
        return recent.subList(Math.max(0, recent.size() - TEN_SECONDS), recent.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    public double mean() {
        return acknowledged / Math.max(1e-3, elapsed.toNanos() / 1e9);
    }
}
