package io.orderpipeline.testing.soak;

import io.orderpipeline.common.cli.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compares a figure of the undisturbed processes in the quiet seconds of the last third of a soak with the first third.
 *
 * @param first median of the first third; {@link Double#NaN} when a measurement is missing, as for {@code last}
 * @param bound largest allowed median of the last third
 */
record DriftCheck(String figure, double first, double last, double bound) {

    /** In each third; fewer count as a missing measurement. */
    static final int FEWEST_VALUES = 3;

    private record Figure(String name, ToDoubleFunction<SoakSample> value, double factor, double slack) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("heap after full collections, MB", SoakSample::live, 1.25, 4),
            new Figure("resident memory, MB", sample -> sample.consumer().resident(), 1.25, 16),
            new Figure("threads", sample -> sample.consumer().threads(), 1, 3),
            new Figure("open files", sample -> sample.consumer().files(), 1, 10),
            new Figure("write p99, ms", SoakSample::write, 1.5, 5),
            new Figure("end-to-end p99, ms", SoakSample::endToEnd, 1.5, 10),
            new Figure(
                    "producer: resident memory, MB", sample -> sample.producer().resident(), 1.25, 16),
            new Figure("producer: threads", sample -> sample.producer().threads(), 1, 3),
            new Figure("producer: open files", sample -> sample.producer().files(), 1, 10));

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
        return FIGURES.stream().map(figure -> compare(figure, first, last)).toList();
    }

    private static DriftCheck compare(Figure figure, List<SoakSample> first, List<SoakSample> last) {
        double before = median(figure, first);
        return new DriftCheck(figure.name(), before, median(figure, last), before * figure.factor() + figure.slack());
    }

    private static double median(Figure figure, List<SoakSample> samples) {
        double[] values = samples.stream()
                .mapToDouble(figure.value())
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
