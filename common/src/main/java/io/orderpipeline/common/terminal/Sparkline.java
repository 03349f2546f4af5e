package io.orderpipeline.common.terminal;

import java.util.List;

/** A curve in one line of text. */
public final class Sparkline {

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * @param values the newest last; those that do not fit are left out from the front
     * @param highest of all curves that are to be compared with this one
     * @return as wide as asked for, the newest value at its right edge
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
