package io.orderpipeline.common.order;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reads orders whose schema is a JSON Schema: the JSON after the schema id. The text of the schema does not matter,
 * because the rules of an order are stricter than what a serializer validates. Safe for any thread.
 */
public final class JsonSchemaFormat implements OrderFormat {

    private final OrderJsonReader reader = new OrderJsonReader();

    @Override
    public Optional<OrderView> view(byte[] value, int from) {
        return OrderView.read(data(value, from));
    }

    @Override
    public DecodeResult read(byte[] value, int from) {
        return reader.read(data(value, from));
    }

    @Override
    public Optional<byte[]> json(byte[] value, int from) {
        return Optional.of(data(value, from));
    }

    /** The copy takes a few percent of the time that the readers need, which expect JSON from the first byte on. */
    private static byte[] data(byte[] value, int from) {
        return from == 0 ? value : Arrays.copyOfRange(value, from, value.length);
    }
}
