package io.orderpipeline.common.terminal;

import java.util.List;

/** Draws a curve in one line of text. */
public final class Sparkline {

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** The curve and the end of its scale, which begins at zero: {@code ▂▄█ max 6,000}. */
    public static String withScale(List<Double> values, int width) {
        double highest = highest(values);
        return of(values, width, highest) + " " + scale(highest);
    }

    /** The end of a scale, which begins at zero. */
    public static String scale(double highest) {
        return "max %,.0f".formatted(highest);
    }

    public static double highest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * @param values oldest first; the oldest are left out when they do not fit
     * @param highest the maximum of the scale, shared by curves to compare
     * @return exactly {@code width} columns, right-aligned
     */
    public static String of(List<Double> values, int width, double highest) {
        List<Double> shown = values.subList(Math.max(0, values.size() - width), values.size());
        StringBuilder line = new StringBuilder(" ".repeat(width - shown.size()));
        for (double value : shown) {
            double share = highest > 0 ? Math.max(0, value) / highest : 0;
            line.append(HEIGHTS.charAt((int) Math.min(HEIGHTS.length() - 1, Math.ceil(share * 7))));
        }
        return line.toString();
    }
}
