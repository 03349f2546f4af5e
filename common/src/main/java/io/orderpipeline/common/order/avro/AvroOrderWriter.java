package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.schema.SchemaId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes orders in the binary encoding of Avro by the schema {@code order-v1.avsc}, after the prefix of Confluent's
 * wire format. Safe for any thread.
 */
public final class AvroOrderWriter implements OrderWriter {

    /** Of an amount, in the schema. */
    private static final int SCALE = 2;

    private static final int PRECISION = 38;

    /** The most bytes of the lengths of four texts and two amounts, of the quantity, and of the time. */
    private static final int INTEGER_BYTES = 7 * 5 + 10;

    private final int schemaId;

    /** @param schemaId of the schema in the registry */
    public AvroOrderWriter(int schemaId) {
        this.schemaId = schemaId;
    }

    /** @throws IllegalArgumentException when an amount does not fit the schema exactly */
    @Override
    public byte[] write(Order order) {
        byte[] orderId = order.orderId().getBytes(UTF_8);
        byte[] customerName = order.customerName().getBytes(UTF_8);
        byte[] product = order.product().getBytes(UTF_8);
        byte[] category = order.category().getBytes(UTF_8);
        byte[] price = unscaled(order.price());
        byte[] totalAmount = unscaled(order.totalAmount());
        int textBytes = orderId.length + customerName.length + product.length + category.length;
        ByteBuffer to = ByteBuffer.allocate(
                SchemaId.NUMBER_BYTES + textBytes + price.length + totalAmount.length + INTEGER_BYTES);
        to.put(SchemaId.NUMBER_PREFIX).putInt(schemaId);
        put(to, orderId);
        put(to, customerName);
        put(to, product);
        put(to, category);
        put(to, order.quantity());
        put(to, price);
        put(to, order.timestamp().toEpochMilli());
        put(to, totalAmount);
        return Arrays.copyOf(to.array(), to.position());
    }

    private static byte[] unscaled(BigDecimal amount) {
        // Before setScale, which would write out the zeros of a large exponent.
        if (amount.precision() - (long) amount.scale() > PRECISION - SCALE) {
            throw new IllegalArgumentException("an amount has more than " + (PRECISION - SCALE) + " whole digits");
        }
        try {
            return amount.setScale(SCALE).unscaledValue().toByteArray();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an amount has more than " + SCALE + " decimal places", e);
        }
    }

    /** Writes the length before the bytes. */
    private static void put(ByteBuffer to, byte[] bytes) {
        put(to, bytes.length);
        to.put(bytes);
    }

    /** Writes an integer in zigzag form, seven bits a byte, the least significant first. */
    private static void put(ByteBuffer to, long number) {
        long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
        while ((rest & ~0x7FL) != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }
}
