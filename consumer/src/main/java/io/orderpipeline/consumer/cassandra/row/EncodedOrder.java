package io.orderpipeline.consumer.cassandra.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.CanonicalOrder;
import io.orderpipeline.common.order.Order;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The columns of an order in the bytes that Cassandra keeps, in the order of the statement's markers. Immutable by
 * agreement: whoever reads a cell leaves its position alone.
 */
public final class EncodedOrder {

    private static final int ORDER_ID = 0;
    private static final int CATEGORY = 3;
    private static final int TIMESTAMP = 6;

    /** What Cassandra counts for a cell beside its value: when it was written, lives until, and was deleted. */
    static final int CELL_OVERHEAD = 20;

    private final ByteBuffer[] cells;
    private final int batchBytes;

    private EncodedOrder(ByteBuffer... cells) {
        this.cells = cells;
        int sum = 0;
        for (ByteBuffer cell : cells) {
            sum += CELL_OVERHEAD + cell.remaining();
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

    /** Its texts stay where they are, in the record. */
    public static EncodedOrder of(CanonicalOrder order) {
        return new EncodedOrder(
                order.orderId(),
                order.customerName(),
                order.product(),
                order.category(),
                CqlValues.integer(order.quantity()),
                CqlValues.decimal(order.price(), order.scale()),
                CqlValues.bigint(order.epochMillis()),
                CqlValues.decimal(order.totalAmount(), order.scale()));
    }

    public int count() {
        return cells.length;
    }

    public ByteBuffer get(int index) {
        return cells[index];
    }

    public ByteBuffer orderId() {
        return cells[ORDER_ID];
    }

    String category() {
        ByteBuffer cell = cells[CATEGORY];
        return new String(cell.array(), cell.arrayOffset() + cell.position(), cell.remaining(), UTF_8);
    }

    Instant timestamp() {
        return Instant.ofEpochMilli(cells[TIMESTAMP].getLong(0));
    }

    /** What they count for in the server's bound on a batch. */
    int batchBytes() {
        return batchBytes;
    }
}
