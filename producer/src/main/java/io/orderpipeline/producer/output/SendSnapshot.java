package io.orderpipeline.producer.output;

import io.orderpipeline.producer.generator.Category;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How a run stands at one moment, as every view of it shows it.
 *
 * @param perSecond acknowledged in the second before
 * @param recent the same for the seconds up to now, the newest last
 * @param behind how late the next order is
 * @param whyNotReady what keeps the broker from taking orders; empty when all is well
 * @param latency since the start, in microseconds
 */
record SendSnapshot(
        Duration elapsed,
        long acknowledged,
        double perSecond,
        List<Double> recent,
        long inFlight,
        long failed,
        Duration behind,
        Optional<String> whyNotReady,
        Map<Integer, Long> byPartition,
        Map<Category, Long> byCategory,
        Histogram latency) {

    private static final int TEN_SECONDS = 10;

    double overTenSeconds() {
        return recent.subList(Math.max(0, recent.size() - TEN_SECONDS), recent.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    double mean() {
        return acknowledged / Math.max(1e-3, elapsed.toNanos() / 1e9);
    }
}
