package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.schema.SchemaId;
import java.util.Arrays;
import java.util.stream.Stream;

/** Malformed JSON after the id of its schema. */
record MalformedJsonSchema(MalformedJson json) implements MalformedKind {

    static MalformedJsonSchema[] values() {
        return Stream.of(MalformedJson.values()).map(MalformedJsonSchema::new).toArray(MalformedJsonSchema[]::new);
    }

    @Override
    public InvalidReason reason() {
        return json.reason();
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        byte[] data = json.value(order, writer);
        if (data == null) {
            return null;
        }
        byte[] value = Arrays.copyOf(writer.write(order), SchemaId.NUMBER_BYTES + data.length);
        System.arraycopy(data, 0, value, SchemaId.NUMBER_BYTES, data.length);
        return value;
    }
}
