package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Whom the orders are from and what they are for. Drawn once; the same generator draws the same shop. Immutable. */
record Shop(List<Product> products, List<String> customers) {

    static Shop draw(Random random) {
        Faker faker = new Faker(Locale.ENGLISH, random);
        return new Shop(Catalogue.draw(faker, random), Customers.draw(faker));
    }

    Order order(OrderDraft draft) {
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
}
