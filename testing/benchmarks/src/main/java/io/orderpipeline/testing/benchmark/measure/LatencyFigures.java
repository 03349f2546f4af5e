package io.orderpipeline.testing.benchmark.measure;

import io.orderpipeline.testing.benchmark.contender.LatencyLog;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a histogram of latencies says. */
public final class LatencyFigures {

    private LatencyFigures() {}

    public static Map<Figure, Double> read(Path file) {
        return of(LatencyLog.read(file));
    }

    /** @param micros of microseconds */
    static Map<Figure, Double> of(Histogram micros) {
        return Map.of(
                Figure.MEASURED, (double) micros.getTotalCount(),
                Figure.P50, milliseconds(micros, 50),
                Figure.P90, milliseconds(micros, 90),
                Figure.P99, milliseconds(micros, 99),
                Figure.P999, milliseconds(micros, 99.9),
                Figure.MAXIMUM, milliseconds(micros, 100));
    }

    private static double milliseconds(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
