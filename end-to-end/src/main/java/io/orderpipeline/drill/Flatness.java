package io.orderpipeline.drill;

import io.orderpipeline.cli.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether figures stay what they are while a program runs: those of the calm seconds of the last third of a soak beside
 * those of the first.
 *
 * @param first of the first third, {@link Double#NaN} when nobody knows
 * @param bound what the last third may come to
 */
record Flatness(String figure, double first, double last, double bound) {

    /** Fewer say nothing. */
    static final int FEWEST_SECONDS = 10;

    private record Figure(String name, ToDoubleFunction<SoakSample> value, double factor, double slack) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("heap after full collections, MB", SoakSample::live, 1.25, 4),
            new Figure("resident memory, MB", SoakSample::resident, 1.25, 16),
            new Figure("threads", SoakSample::threads, 1, 3),
            new Figure("open files", SoakSample::files, 1, 10),
            new Figure("write p99, ms", SoakSample::write, 1.5, 5),
            new Figure("end-to-end p99, ms", SoakSample::endToEnd, 1.5, 10));

    boolean isFlat() {
        return Double.isNaN(first) || last <= bound;
    }

    /** @throws DrillException when there are too few calm seconds */
    static List<Flatness> of(List<SoakSample> samples) {
        double third = samples.get(samples.size() - 1).seconds() / 3;
        List<SoakSample> calm = samples.stream().filter(SoakSample::isCalm).toList();
        List<SoakSample> first =
                calm.stream().filter(sample -> sample.seconds() < third).toList();
        List<SoakSample> last =
                calm.stream().filter(sample -> sample.seconds() >= 2 * third).toList();
        if (Math.min(first.size(), last.size()) < FEWEST_SECONDS) {
            throw new DrillException(
                    "%d calm seconds in the first third and %d in the last are too few to compare; give"
                                    .formatted(first.size(), last.size())
                            + " a longer --duration");
        }
        return FIGURES.stream().map(figure -> compare(figure, first, last)).toList();
    }

    private static Flatness compare(Figure figure, List<SoakSample> first, List<SoakSample> last) {
        double before = median(figure, first);
        return new Flatness(figure.name(), before, median(figure, last), before * figure.factor() + figure.slack());
    }

    private static double median(Figure figure, List<SoakSample> samples) {
        double[] values = samples.stream()
                .mapToDouble(figure.value())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[(values.length - 1) / 2];
    }

    static List<String> table(List<Flatness> all) {
        TextTable table =
                new TextTable("lrrrl", "consumer that nobody harmed", "first third", "last third", "at most", "");
        for (Flatness one : all) {
            table.row(one.figure, text(one.first), text(one.last), text(one.bound), one.isFlat() ? "PASS" : "FAIL");
        }
        return table.lines("");
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.1f", value);
    }
}
