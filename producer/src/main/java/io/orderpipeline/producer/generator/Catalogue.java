package io.orderpipeline.producer.generator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/**
 * The shop's products, drawn once at start: a shop has a fixed catalogue with fixed prices, and drawing every order's
 * names from Datafaker would cost more than sending it.
 */
final class Catalogue {

    private static final int PRODUCTS_PER_CATEGORY = 20;

    /** Of the products in one category: the best sells about as often as the next three together. */
    private static final double POPULARITY_EXPONENT = 1.0;

    private final List<Product> products = new ArrayList<>();
    private final Faker faker;
    private final Random random;

    private Catalogue(Faker faker, Random random) {
        this.faker = faker;
        this.random = random;
    }

    static List<Product> draw(Faker faker, Random random) {
        Catalogue catalogue = new Catalogue(faker, random);
        for (Category category : Category.values()) {
            catalogue.addProducts(category);
        }
        return List.copyOf(catalogue.products);
    }

    /** Draws indexes of {@code products}: the category by its weight, the product in it by rank. */
    static DiscreteSampler sampler(List<Product> products, CategoryWeights weights, UniformRandomProvider random) {
        double[] ranks = SkewedDistribution.zipf(PRODUCTS_PER_CATEGORY, POPULARITY_EXPONENT);
        double[] law = new double[products.size()];
        for (int i = 0; i < law.length; i++) {
            law[i] = weights.of(products.get(i).category()) * ranks[i % PRODUCTS_PER_CATEGORY];
        }
        return SkewedDistribution.sampler(random, law);
    }

    private void addProducts(Category category) {
        CategoryProducts assortment = CategoryProducts.of(category);
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < PRODUCTS_PER_CATEGORY) {
            names.add(name(assortment.goods()));
        }
        for (String name : names) {
            products.add(new Product(category, name, price(assortment)));
        }
    }

    private String name(List<String> goods) {
        String adjective = faker.resolve("commerce.product_name.adjective");
        return adjective + " " + goods.get(random.nextInt(goods.size()));
    }

    private BigDecimal price(CategoryProducts assortment) {
        int lowest = assortment.lowestPrice() * 100;
        int highest = assortment.highestPrice() * 100;
        // Two draws multiplied make cheap products more frequent than dear ones.
        double position = random.nextDouble() * random.nextDouble();
        return BigDecimal.valueOf(lowest + (long) ((highest - lowest) * position), 2);
    }
}
