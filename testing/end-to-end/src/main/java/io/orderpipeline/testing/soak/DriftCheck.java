package io.orderpipeline.testing.soak;

import io.orderpipeline.common.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges a figure of the undisturbed processes in the quiet seconds of a soak: its median in the last third against the
 * first third, and its growth in the last two thirds, when the compilers have done their work.
 *
 * @param first median of the first third; {@link Double#NaN} when a measurement is missing, as for {@code last}
 * @param bound largest allowed median of the last third
 * @param trend per hour; not a number with too few quiet intervals
 * @param growth largest allowed growth per hour, which the trend must exceed beyond its error to fail
 */
record DriftCheck(String figure, double first, double last, double bound, Trend trend, double growth) {

    /** In each third; fewer count as a missing measurement. */
    static final int FEWEST_VALUES = 3;

    private static final double SECONDS_PER_HOUR = 3_600;

    private record Limit(String name, SoakFigure figure, double factor, double slack, double growth) {}

    /** A thread that starts on first need, as the health probe does in an outage, is 4 an hour in 30 minutes. */
    private static final double THREADS_PER_HOUR = 6;

    private static final List<Limit> LIMITS = List.of(
            new Limit("heap after full collections, MB", SoakFigure.LIVE, 1.1, 2, 2),
            new Limit("resident memory, MB", SoakFigure.RESIDENT, 1.15, 16, 30),
            new Limit("threads", SoakFigure.THREADS, 1, 2, THREADS_PER_HOUR),
            new Limit("open files", SoakFigure.OPEN_FILES, 1, 5, 4),
            new Limit("write p99, ms", SoakFigure.WRITE, 1.25, 5, 20),
            new Limit("end-to-end p99, ms", SoakFigure.END_TO_END, 1.25, 10, 40),
            new Limit("producer: resident memory, MB", SoakFigure.PRODUCER_RESIDENT, 1.15, 16, 30),
            new Limit("producer: threads", SoakFigure.PRODUCER_THREADS, 1, 2, THREADS_PER_HOUR),
            new Limit("producer: open files", SoakFigure.PRODUCER_OPEN_FILES, 1, 5, 4));

    /** A missing measurement fails; a trend that too few intervals show is not judged. */
    boolean isPassed() {
        return last <= bound && !(trend.atLeast() > growth);
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
        List<List<SoakSample>> intervals = intervals(samples).stream()
                .filter(interval -> interval.get(0).seconds() >= third)
                .toList();
        return LIMITS.stream()
                .map(limit -> compare(limit, first, last, intervals))
                .toList();
    }

    /** The quiet seconds between two faults. */
    private static List<List<SoakSample>> intervals(List<SoakSample> samples) {
        List<List<SoakSample>> intervals = new ArrayList<>();
        boolean isOpen = false;
        for (SoakSample sample : samples) {
            if (sample.isQuiet()) {
                if (!isOpen) {
                    intervals.add(new ArrayList<>());
                }
                intervals.get(intervals.size() - 1).add(sample);
            }
            isOpen = sample.isQuiet();
        }
        return intervals;
    }

    private static DriftCheck compare(
            Limit limit, List<SoakSample> first, List<SoakSample> last, List<List<SoakSample>> intervals) {
        double before = median(limit.figure(), first, FEWEST_VALUES);
        double after = median(limit.figure(), last, FEWEST_VALUES);
        double bound = before * limit.factor() + limit.slack();
        return new DriftCheck(limit.name(), before, after, bound, trend(limit.figure(), intervals), limit.growth());
    }

    /** One point for each interval: neighbouring seconds are too alike to tell the error of a slope. */
    private static Trend trend(SoakFigure figure, List<List<SoakSample>> intervals) {
        return Trend.of(intervals.stream()
                .map(interval ->
                        new Trend.Point(interval.get(0).seconds() / SECONDS_PER_HOUR, median(figure, interval, 1)))
                .filter(point -> !Double.isNaN(point.y()))
                .toList());
    }

    private static double median(SoakFigure figure, List<SoakSample> samples, int fewest) {
        double[] values = samples.stream()
                .mapToDouble(sample -> sample.get(figure))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return values.length < fewest ? Double.NaN : values[(values.length - 1) / 2];
    }

    static List<String> table(List<DriftCheck> all) {
        TextTable table = new TextTable(
                "lrrrrrl", "undisturbed processes", "first third", "last third", "at most", "per hour", "at most", "");
        for (DriftCheck one : all) {
            table.row(
                    one.figure,
                    text(one.first),
                    text(one.last),
                    text(one.bound),
                    Double.isNaN(one.trend.slope())
                            ? "unknown"
                            : String.format(Locale.ROOT, "%+.1f \u00b1%.1f", one.trend.slope(), 2 * one.trend.error()),
                    text(one.growth),
                    one.verdict());
        }
        return table.lines("");
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.1f", value);
    }
}
