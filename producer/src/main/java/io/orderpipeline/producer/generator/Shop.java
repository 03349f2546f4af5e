package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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

    DiscreteSampler customerSampler(UniformRandomProvider random) {
        return AliasMethodDiscreteSampler.of(random, Catalogue.zipf(customers.size(), LOYALTY_EXPONENT));
    }

    Order order(OrderMaker.Draft draft) {
        return products.get(draft.product())
                .order(
                        draft.id().toString(),
                        customers.get(draft.customer()),
                        draft.quantity(),
                        Instant.ofEpochMilli(draft.epochMillis()));
    }

    /** @param price with two decimal places */
    record Product(Category category, String name, BigDecimal price) {

        Order order(String id, String customer, int quantity, Instant time) {
            BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
            return new Order(id, customer, name, category.key(), quantity, price, time, total);
        }
    }

    /**
     * Draws the products of the shop. Once at start, because a shop has a fixed catalogue with fixed prices, and
     * because Datafaker takes more time for the names of an order than Kafka for sending it.
     */
    static final class Catalogue {

        private static final int PRODUCTS_PER_CATEGORY = 20;

        /** Within a category: the most popular product sells about as often as the next three together. */
        private static final double POPULARITY_EXPONENT = 1.0;

        private final List<Shop.Product> products = new ArrayList<>();
        private final Faker faker;
        private final Random random;

        private Catalogue(Faker faker, Random random) {
            this.faker = faker;
            this.random = random;
        }

        static List<Shop.Product> draw(Faker faker, Random random) {
            Catalogue catalogue = new Catalogue(faker, random);
            for (Category category : Category.values()) {
                catalogue.addProducts(category);
            }
            return List.copyOf(catalogue.products);
        }

        /** Samples indexes of {@code products}: the category by its weight, the product in it by rank. */
        static DiscreteSampler sampler(
                List<Shop.Product> products, CategoryWeights weights, UniformRandomProvider random) {
            double[] ranks = zipf(PRODUCTS_PER_CATEGORY, POPULARITY_EXPONENT);
            double[] law = new double[products.size()];
            for (int i = 0; i < law.length; i++) {
                law[i] = weights.of(products.get(i).category()) * ranks[i % PRODUCTS_PER_CATEGORY];
            }
            return AliasMethodDiscreteSampler.of(random, law);
        }

        /**
         * Zipf's law: rank {@code r} (from 1) has weight {@code r^-exponent}. StrictMath is the same on every machine.
         */
        static double[] zipf(int size, double exponent) {
            return IntStream.rangeClosed(1, size)
                    .mapToDouble(rank -> StrictMath.pow(rank, -exponent))
                    .toArray();
        }

        private void addProducts(Category category) {
            Assortment assortment = Assortment.of(category);
            Set<String> names = new LinkedHashSet<>();
            while (names.size() < PRODUCTS_PER_CATEGORY) {
                names.add(name(assortment.goods()));
            }
            for (String name : names) {
                products.add(new Shop.Product(category, name, price(assortment)));
            }
        }

        private String name(List<String> goods) {
            String adjective = faker.resolve("commerce.product_name.adjective");
            return adjective + " " + goods.get(random.nextInt(goods.size()));
        }

        private BigDecimal price(Assortment assortment) {
            int lowest = assortment.lowestPrice() * 100;
            int highest = assortment.highestPrice() * 100;
            // The product of two draws favours cheap products.
            double position = random.nextDouble() * random.nextDouble();
            return BigDecimal.valueOf(lowest + (long) ((highest - lowest) * position), 2);
        }

        /**
         * Plausible products of a category: no durable concrete novel for 900.00.
         *
         * @param goods nouns for product names
         */
        record Assortment(int lowestPrice, int highestPrice, List<String> goods) {

            static Assortment of(Category category) {
                return switch (category) {
                    case ELECTRONICS ->
                        goods(15, 900, "Headphones", "Keyboard", "Monitor", "Speaker", "Router", "Tablet");
                    case BOOKS -> goods(6, 60, "Novel", "Cookbook", "Atlas", "Biography", "Dictionary", "Travel Guide");
                    case GROCERIES -> goods(1, 30, "Coffee", "Pasta", "Honey", "Olive Oil", "Tea", "Chocolate");
                    case TOYS -> goods(5, 120, "Puzzle", "Kite", "Train Set", "Board Game", "Robot", "Dollhouse");
                    case SPORTS -> goods(8, 400, "Tent", "Football", "Yoga Mat", "Racket", "Helmet", "Skateboard");
                    case FURNITURE -> goods(40, 1500, "Chair", "Table", "Bookshelf", "Sofa", "Desk", "Wardrobe");
                    case GARDEN -> goods(4, 350, "Watering Can", "Lawn Mower", "Shovel", "Flower Pot", "Hose", "Rake");
                    case MUSIC -> goods(9, 800, "Guitar", "Ukulele", "Drum", "Violin", "Microphone", "Turntable");
                    case CLOTHING -> goods(9, 250, "Shirt", "Jacket", "Scarf", "Coat", "Hat", "Gloves");
                    case AUTOMOTIVE ->
                        goods(7, 300, "Car Cover", "Floor Mat", "Dash Camera", "Roof Box", "Wiper", "Jack");
                    case TOOLS -> goods(5, 280, "Hammer", "Drill", "Wrench", "Saw", "Screwdriver", "Ladder");
                    case STATIONERY ->
                        goods(1, 45, "Notebook", "Fountain Pen", "Stapler", "Ruler", "Calendar", "Pencil");
                };
            }

            private static Assortment goods(int lowestPrice, int highestPrice, String... goods) {
                return new Assortment(lowestPrice, highestPrice, List.of(goods));
            }
        }
    }
}
