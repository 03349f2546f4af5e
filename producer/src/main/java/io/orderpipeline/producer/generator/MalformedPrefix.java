package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.schema.SchemaId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Values that begin with something else than the id of their schema. */
enum MalformedPrefix implements MalformedKind {
    WRONG_FIRST_BYTE(
            InvalidReason.NOT_JSON,
            valid -> ByteBuffer.wrap(valid.clone()).put(0, (byte) 1).array()),
    PARTIAL_SCHEMA_ID(InvalidReason.NOT_JSON, valid -> Arrays.copyOf(valid, SchemaId.NUMBER_BYTES - 1)),
    /** Registries count ids from 1. */
    UNREGISTERED_SCHEMA_ID(
            InvalidReason.UNKNOWN_SCHEMA,
            valid -> ByteBuffer.wrap(valid.clone()).putInt(1, Integer.MAX_VALUE).array());

    private final InvalidReason reason;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final UnaryOperator<byte[]> edit;

    MalformedPrefix(InvalidReason reason, UnaryOperator<byte[]> edit) {
        this.reason = reason;
        this.edit = edit;
    }

    @Override
    public InvalidReason reason() {
        return reason;
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        return edit.apply(writer.write(order));
    }
}
