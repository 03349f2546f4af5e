package io.orderpipeline.producer.generator;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/**
 * Makes samplers of discrete laws from tables: a draw costs the same for any law and any size, and the same numbers
 * come out on every machine, because only {@link StrictMath} is asked.
 */
final class SkewedDistribution {

    private SkewedDistribution() {}

    /** Zipf's law: rank {@code r} (from 1) has weight {@code r^-exponent}. */
    static double[] zipf(int size, double exponent) {
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = StrictMath.pow(i + 1, -exponent);
        }
        return weights;
    }

    /** Draws indexes of {@code weights}. */
    static DiscreteSampler sampler(UniformRandomProvider random, double[] weights) {
        return AliasMethodDiscreteSampler.of(random, weights);
    }
}
