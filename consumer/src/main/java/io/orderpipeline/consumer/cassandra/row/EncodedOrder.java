package io.orderpipeline.consumer.cassandra.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderView;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The schema columns of an order as encoded CQL values, in the order of the insert's bind markers. Readers must not
 * change the positions of the buffers; with that, it is immutable.
 */
public final class EncodedOrder {

    private static final int ORDER_ID = 0;
    private static final int CATEGORY = 3;
    private static final int TIMESTAMP = 6;

    /** What Cassandra counts for a cell in addition to its value: write timestamp, TTL and local deletion time. */
    static final int CELL_OVERHEAD = 20;

    private final ByteBuffer[] values;
    private final int batchBytes;

    private EncodedOrder(ByteBuffer... values) {
        this.values = values;
        int sum = 0;
        for (ByteBuffer value : values) {
            sum += CELL_OVERHEAD + value.remaining();
        }
        this.batchBytes = sum;
    }

    public static EncodedOrder of(Order order) {
        return new EncodedOrder(
                CqlValues.text(order.orderId()),
                CqlValues.text(order.customerName()),
                CqlValues.text(order.product()),
                CqlValues.text(order.category()),
                CqlValues.integer(order.quantity()),
                CqlValues.decimal(order.price()),
                CqlValues.timestamp(order.timestamp()),
                CqlValues.decimal(order.totalAmount()));
    }

    /** The fast path: texts are not copied, their buffers are mostly slices of the record's value. */
    public static EncodedOrder of(OrderView order) {
        return new EncodedOrder(
                order.orderId(),
                order.customerName(),
                order.product(),
                order.category(),
                CqlValues.integer(order.quantity()),
                CqlValues.decimal(order.price().unscaled(), order.price().scale()),
                CqlValues.bigint(order.epochMillis()),
                CqlValues.decimal(
                        order.totalAmount().unscaled(), order.totalAmount().scale()));
    }

    public int count() {
        return values.length;
    }

    public ByteBuffer get(int index) {
        return values[index];
    }

    public ByteBuffer orderId() {
        return values[ORDER_ID];
    }

    String category() {
        ByteBuffer value = values[CATEGORY];
        return new String(value.array(), value.arrayOffset() + value.position(), value.remaining(), UTF_8);
    }

    Instant timestamp() {
        return Instant.ofEpochMilli(values[TIMESTAMP].getLong(0));
    }

    /** The size that the server counts for a batch. */
    int batchBytes() {
        return batchBytes;
    }
}
