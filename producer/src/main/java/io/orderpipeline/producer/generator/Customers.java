package io.orderpipeline.producer.generator;

import java.util.List;
import java.util.stream.Stream;
import net.datafaker.Faker;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/** The shop's customers, who return: some often, most now and then. Drawn once at start, as the catalogue is. */
final class Customers {

    private static final int CUSTOMERS = 3_000;

    /** Mild: the best customer places about one order in 80. */
    private static final double LOYALTY_EXPONENT = 0.6;

    private Customers() {}

    static List<String> draw(Faker faker) {
        return Stream.generate(
                        () -> faker.name().firstName() + " " + faker.name().lastName())
                .limit(CUSTOMERS)
                .toList();
    }

    /** Draws indexes of {@code customers}. */
    static DiscreteSampler sampler(List<String> customers, UniformRandomProvider random) {
        return SkewedDistribution.sampler(random, SkewedDistribution.zipf(customers.size(), LOYALTY_EXPONENT));
    }
}
