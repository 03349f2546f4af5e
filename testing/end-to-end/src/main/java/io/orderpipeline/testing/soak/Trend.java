package io.orderpipeline.testing.soak;

import java.util.List;

/**
 * A straight line through points, by least squares.
 *
 * @param slope per unit of x
 * @param error the standard error of the slope, from the scatter of the points around the line
 */
record Trend(double slope, double error) {

    /** Fewer points say nothing of their scatter. */
    private static final int FEWEST_POINTS = 4;

    private static final Trend UNKNOWN = new Trend(Double.NaN, Double.NaN);

    record Point(double x, double y) {}

    /**
     * Formulas: simple linear regression, as in Draper and Smith, "Applied Regression Analysis", chapter 1. Points that
     * depend on their neighbours would make the error too small.
     *
     * @return not a number with too few points
     */
    static Trend of(List<Point> points) {
        int count = points.size();
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(Double.NaN);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(Double.NaN);
        double spread =
                points.stream().mapToDouble(point -> square(point.x - meanX)).sum();
        if (count < FEWEST_POINTS || spread == 0) {
            return UNKNOWN;
        }
        double slope = points.stream()
                        .mapToDouble(point -> (point.x - meanX) * (point.y - meanY))
                        .sum()
                / spread;
        double residuals = points.stream()
                .mapToDouble(point -> square(point.y - meanY - slope * (point.x - meanX)))
                .sum();
        return new Trend(slope, Math.sqrt(residuals / (count - 2) / spread));
    }

    private static double square(double value) {
        return value * value;
    }

    /** The least slope that the points allow, with a confidence of about 97.5 %. */
    double atLeast() {
        return slope - 2 * error;
    }
}
