package io.orderpipeline.common.order;

import java.nio.ByteBuffer;

/** Writes orders as {@link OrderJsonWriter} does, after the id of their JSON Schema. Safe for any thread. */
public final class JsonSchemaOrderWriter implements OrderWriter {

    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private final OrderJsonWriter writer = new OrderJsonWriter();
    private final int schemaId;

    public JsonSchemaOrderWriter(int schemaId) {
        this.schemaId = schemaId;
    }

    @Override
    public byte[] write(Order order) {
        byte[] json = writer.write(order);
        return ByteBuffer.allocate(PREFIX_BYTES + json.length)
                .put((byte) 0)
                .putInt(schemaId)
                .put(json)
                .array();
    }
}
