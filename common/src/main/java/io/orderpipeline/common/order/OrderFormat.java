package io.orderpipeline.common.order;

import java.util.Optional;

/**
 * Reads the orders of one writer's schema. Each format has a fast path and a general one, which agree: the fast path
 * returns an order only when the general one returns the same. Safe for any thread.
 */
public interface OrderFormat {

    /**
     * The fast path.
     *
     * @param value at most {@link OrderLimits#VALUE_BYTES} long
     * @param from where the data begins, after what names the schema
     * @return empty when the value is invalid or unusual
     */
    Optional<OrderView> view(byte[] value, int from);

    /** Decides whether the value is an order, and names the reason if it is not. The parameters are as above. */
    DecodeResult read(byte[] value, int from);

    /**
     * The value as JSON, for people: without the contents of further objects and arrays.
     *
     * @return empty when the bytes are not a value of the schema
     */
    Optional<byte[]> json(byte[] value, int from);
}
