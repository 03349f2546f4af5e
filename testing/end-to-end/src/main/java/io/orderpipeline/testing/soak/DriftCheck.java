package io.orderpipeline.testing.soak;

import io.orderpipeline.common.cli.TextTable;
import java.util.List;
import java.util.Locale;

/**
 * Compares a figure of the undisturbed processes in the quiet seconds of the last third of a soak with the first third.
 *
 * @param first median of the first third; {@link Double#NaN} when a measurement is missing, as for {@code last}
 * @param bound largest allowed median of the last third
 */
record DriftCheck(String figure, double first, double last, double bound) {

    /** In each third; fewer count as a missing measurement. */
    static final int FEWEST_VALUES = 3;

    private record Limit(String name, SoakFigure figure, double factor, double slack) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("heap after full collections, MB", SoakFigure.LIVE, 1.25, 4),
            new Limit("resident memory, MB", SoakFigure.RESIDENT, 1.25, 16),
            new Limit("threads", SoakFigure.THREADS, 1, 3),
            new Limit("open files", SoakFigure.OPEN_FILES, 1, 10),
            new Limit("write p99, ms", SoakFigure.WRITE, 1.5, 5),
            new Limit("end-to-end p99, ms", SoakFigure.END_TO_END, 1.5, 10),
            new Limit("producer: resident memory, MB", SoakFigure.PRODUCER_RESIDENT, 1.25, 16),
            new Limit("producer: threads", SoakFigure.PRODUCER_THREADS, 1, 3),
            new Limit("producer: open files", SoakFigure.PRODUCER_OPEN_FILES, 1, 10));

    /** A missing measurement fails. */
    boolean isPassed() {
        return last <= bound;
    }

    private String verdict() {
        if (Double.isNaN(first) || Double.isNaN(last)) {
            return "not measured";
        }
        return isPassed() ? "PASS" : "FAIL";
    }

    static List<DriftCheck> of(List<SoakSample> samples) {
        double third = samples.stream().mapToDouble(SoakSample::seconds).max().orElse(0) / 3;
        List<SoakSample> quiet = samples.stream().filter(SoakSample::isQuiet).toList();
        List<SoakSample> first =
                quiet.stream().filter(sample -> sample.seconds() < third).toList();
        List<SoakSample> last =
                quiet.stream().filter(sample -> sample.seconds() >= 2 * third).toList();
        return LIMITS.stream().map(limit -> compare(limit, first, last)).toList();
    }

    private static DriftCheck compare(Limit limit, List<SoakSample> first, List<SoakSample> last) {
        double before = median(limit.figure(), first);
        double after = median(limit.figure(), last);
        return new DriftCheck(limit.name(), before, after, before * limit.factor() + limit.slack());
    }

    private static double median(SoakFigure figure, List<SoakSample> samples) {
        double[] values = samples.stream()
                .mapToDouble(sample -> sample.get(figure))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return values.length < FEWEST_VALUES ? Double.NaN : values[(values.length - 1) / 2];
    }

    static List<String> table(List<DriftCheck> all) {
        TextTable table = new TextTable("lrrrl", "undisturbed processes", "first third", "last third", "at most", "");
        for (DriftCheck one : all) {
            table.row(one.figure, text(one.first), text(one.last), text(one.bound), one.verdict());
        }
        return table.lines("");
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.1f", value);
    }
}
