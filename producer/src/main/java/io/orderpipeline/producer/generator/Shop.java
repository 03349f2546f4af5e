package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.datafaker.Faker;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/** Products and returning customers. Drawn once at start; the same random generator draws the same shop. Immutable. */
record Shop(List<Product> products, List<String> customers) {

    private static final int CUSTOMERS = 3_000;

    /** Mild: the best customer places about one order in 80. */
    private static final double LOYALTY_EXPONENT = 0.6;

    static Shop draw(Random random) {
        Faker faker = new Faker(Locale.ENGLISH, random);
        List<Product> products = Catalogue.draw(faker, random);
        List<String> customers = Stream.generate(
                        () -> faker.name().firstName() + " " + faker.name().lastName())
                .limit(CUSTOMERS)
                .toList();
        return new Shop(products, customers);
    }

    /** Samples indexes of {@code customers}. */
    DiscreteSampler customerSampler(UniformRandomProvider random) {
        return AliasMethodDiscreteSampler.of(random, Catalogue.zipf(customers.size(), LOYALTY_EXPONENT));
    }

    Order order(OrderMaker.Draft draft) {
        Product product = products.get(draft.product());
        return new Order(
                draft.id().toString(),
                customers.get(draft.customer()),
                product.name(),
                product.category().key(),
                draft.quantity(),
                product.price(),
                Instant.ofEpochMilli(draft.epochMillis()),
                product.price().multiply(BigDecimal.valueOf(draft.quantity())));
    }

    /** @param price with two decimal places */
    record Product(Category category, String name, BigDecimal price) {}
}
