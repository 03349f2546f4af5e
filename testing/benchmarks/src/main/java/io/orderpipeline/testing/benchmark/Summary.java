package io.orderpipeline.testing.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Median and spread of several measurements. The median, because a busy machine slows single rounds arbitrarily.
 *
 * @param values in the order of the rounds, at least one
 */
record Summary(List<Double> values) {

    Summary {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a summary needs at least one value");
        }
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double minimum() {
        return sorted()[0];
    }

    double maximum() {
        return sorted()[values.size() - 1];
    }

    /** Half the range as a share of the median: the 0.03 of "100 ± 3%". */
    double spread() {
        return median() == 0 ? 0 : (maximum() - minimum()) / 2 / Math.abs(median());
    }

    private double[] sorted() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
