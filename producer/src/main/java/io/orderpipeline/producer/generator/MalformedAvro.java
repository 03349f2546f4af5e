package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.schema.SchemaId;
import java.util.HexFormat;

/** Malformed values of Avro: the first field, the order's id, with another length or text. */
enum MalformedAvro implements MalformedKind {
    NEGATIVE_LENGTH("01"),
    LENGTH_BEYOND_THE_END("FEFFFFFF0F"),
    LENGTH_OF_TOO_MANY_BYTES("FFFFFFFFFFFFFFFFFFFFFF01"),
    INVALID_UTF_8("48FF"),
    OVERLONG_UTF_8("48C080"),
    SURROGATE_IN_UTF_8("48EDA080");

    /** In place of as many bytes of the order's id and its length: one byte, 72 for 36. */
    private final String hex;

    MalformedAvro(String hex) {
        this.hex = hex;
    }

    @Override
    public InvalidReason reason() {
        return InvalidReason.MALFORMED_VALUE;
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        byte[] value = writer.write(order);
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, value, SchemaId.NUMBER_BYTES, bytes.length);
        return value;
    }
}
