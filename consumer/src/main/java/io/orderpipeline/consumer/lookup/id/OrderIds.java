package io.orderpipeline.consumer.lookup.id;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.OrderLimits;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks the ids that a user asks for. */
public final class OrderIds {

    /** All are searched at once, and what is found of each is held in memory. */
    public static final int MOST = 100;

    private OrderIds() {}

    /**
     * Each id once.
     *
     * @throws UserError when one cannot be the id of an order
     */
    public static Set<String> check(Collection<String> ids) {
        Set<String> distinct = new LinkedHashSet<>(ids);
        UserError.requireUsage(distinct.size() <= MOST, "ask for at most " + MOST + " orders, not " + distinct.size());
        distinct.forEach(OrderIds::check);
        return distinct;
    }

    private static void check(String id) {
        UserError.requireUsage(!id.isBlank(), "ID must not be blank");
        UserError.requireUsage(
                id.length() <= OrderLimits.TEXT_CHARACTERS,
                "ID has %,d characters; an order's has at most %,d"
                        .formatted(id.length(), OrderLimits.TEXT_CHARACTERS));
    }
}
