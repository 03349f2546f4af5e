package io.orderpipeline.producer.generator;

import java.util.UUID;

/**
 * What was drawn for one order.
 *
 * @param product index in the {@link Shop}
 * @param customer index in the {@link Shop}
 * @param epochMillis the order's time
 */
record OrderDraft(UUID id, int customer, int product, int quantity, long epochMillis) {}
