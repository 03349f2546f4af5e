package io.orderpipeline.producer.generator;

import java.util.UUID;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/** Draws the contents of one order after another; the same seed draws the same orders. One thread. */
final class OrderMaker {

    /** Weights of 1 piece, 2 pieces and so on. */
    private static final double[] QUANTITY_LAW = {60, 20, 8, 5, 3, 1, 1, 1, 0.5, 0.5};

    static final int LARGEST_QUANTITY = QUANTITY_LAW.length;

    private final DiscreteSampler productLaw;
    private final DiscreteSampler customerLaw;
    private final DiscreteSampler quantityLaw;
    private final UniformRandomProvider random;
    private long index;

    OrderMaker(Shop shop, CategoryWeights weights, UniformRandomProvider random) {
        this.random = random;
        this.productLaw = Shop.Catalogue.sampler(shop.products(), weights, random);
        this.customerLaw = shop.customerSampler(random);
        this.quantityLaw = AliasMethodDiscreteSampler.of(random, QUANTITY_LAW);
    }

    /** @param epochMillis the order's timestamp */
    Draft next(long epochMillis) {
        int product = productLaw.sample();
        int customer = customerLaw.sample();
        int quantity = 1 + quantityLaw.sample();
        UUID id = OrderIds.id(epochMillis, index, random.nextLong());
        index++;
        return new Draft(id, customer, product, quantity, epochMillis);
    }

    /**
     * The contents of one order.
     *
     * @param product index in the {@link Shop}
     * @param customer index in the {@link Shop}
     * @param epochMillis the order's timestamp
     */
    record Draft(UUID id, int customer, int product, int quantity, long epochMillis) {}
}
