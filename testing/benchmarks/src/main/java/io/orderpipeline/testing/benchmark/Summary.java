package io.orderpipeline.testing.benchmark;

import java.util.Collections;
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
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double minimum() {
        return Collections.min(values);
    }

    double maximum() {
        return Collections.max(values);
    }

    /** Half the range as a share of the median: the 0.03 of "100 ± 3%". */
    double spread() {
        return median() == 0 ? 0 : (maximum() - minimum()) / 2 / Math.abs(median());
    }
}
