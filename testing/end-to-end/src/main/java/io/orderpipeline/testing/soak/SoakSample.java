package io.orderpipeline.testing.soak;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One sample of the pipeline.
 *
 * @param seconds since the start of the soak
 * @param fault the present fault; empty for none
 * @param isQuiet whether the last fault ended long enough ago to have no effect
 */
record SoakSample(double seconds, String fault, boolean isQuiet, Map<SoakFigure, Double> figures) {

    static final String CSV_HEADER = "seconds,fault,calm,"
            + Stream.of(SoakFigure.values()).map(SoakFigure::column).collect(Collectors.joining(","));

    /** {@link Double#NaN} for a missing measurement. */
    double get(SoakFigure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    String csv() {
        String numbers = Stream.of(SoakFigure.values())
                .map(this::get)
                .map(value -> value.isNaN() ? "" : String.format(Locale.ROOT, "%.1f", value))
                .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "%.1f,%s,%b,%s", seconds, fault, isQuiet, numbers);
    }
}
