package io.orderpipeline.producer.content;

import io.orderpipeline.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/** Makes orders one after another; the same seed makes the same ones. One thread. */
final class OrderMaker {

    /** Weights of 1 piece, 2 pieces, and so on: most people buy one. */
    private static final double[] QUANTITY_LAW = {60, 20, 8, 5, 3, 1, 1, 1, 0.5, 0.5};

    private final List<Product> products;
    private final List<String> customers;
    private final DiscreteSampler productLaw;
    private final DiscreteSampler customerLaw;
    private final DiscreteSampler quantityLaw;
    private final UniformRandomProvider random;
    private long index;

    OrderMaker(RandomStreams streams, CategoryWeights weights) {
        Random catalogueRandom = new Random(streams.catalogue().nextLong());
        Faker faker = new Faker(Locale.ENGLISH, catalogueRandom);
        this.products = Catalogue.draw(faker, catalogueRandom);
        this.customers = Customers.draw(faker);
        this.random = streams.orders();
        this.productLaw = Catalogue.sampler(products, weights, random);
        this.customerLaw = Customers.sampler(customers, random);
        this.quantityLaw = SkewedLaw.sampler(random, QUANTITY_LAW);
    }

    /** @param epochMillis the order's time */
    Order next(long epochMillis) {
        Product product = products.get(productLaw.sample());
        String customer = customers.get(customerLaw.sample());
        int quantity = 1 + quantityLaw.sample();
        String id = OrderIds.id(epochMillis, index, random.nextLong());
        index++;
        return new Order(
                id,
                customer,
                product.name(),
                product.category().key(),
                quantity,
                product.price(),
                Instant.ofEpochMilli(epochMillis),
                product.price().multiply(BigDecimal.valueOf(quantity)));
    }
}
