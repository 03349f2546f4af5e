package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * Writes orders as messages of {@code order-v1.proto}, after the schema id and the message index, in the canonical
 * form: fields in the order of their numbers, without default values. Safe for any thread.
 */
public final class ProtobufOrderWriter implements OrderWriter {

    /** Typical orders have 150 bytes. */
    private static final int USUAL_SIZE = 192;

    private static final int MORE = 0x80;

    private final int schemaId;

    public ProtobufOrderWriter(int schemaId) {
        this.schemaId = schemaId;
    }

    @Override
    public byte[] write(Order order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        bytes.write(0);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write(schemaId >>> shift);
        }
        bytes.write(MessageIndexes.FIRST);
        text(bytes, 1, order.orderId());
        text(bytes, 2, order.customerName());
        text(bytes, 3, order.product());
        text(bytes, 4, order.category());
        number(bytes, 5, order.quantity());
        amount(bytes, 6, order.price());
        timestamp(bytes, 7, order.timestamp());
        amount(bytes, 8, order.totalAmount());
        return bytes.toByteArray();
    }

    private static void amount(ByteArrayOutputStream bytes, int number, BigDecimal amount) {
        text(bytes, number, amount.toPlainString());
    }

    private static void text(ByteArrayOutputStream bytes, int number, String text) {
        if (!text.isEmpty()) {
            data(bytes, number, text.getBytes(UTF_8));
        }
    }

    private static void timestamp(ByteArrayOutputStream bytes, int number, Instant time) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        number(message, 1, time.getEpochSecond());
        number(message, 2, time.getNano());
        data(bytes, number, message.toByteArray());
    }

    private static void data(ByteArrayOutputStream bytes, int number, byte[] data) {
        varint(bytes, WireFormat.tag(number, WireFormat.LENGTH_DELIMITED));
        varint(bytes, data.length);
        bytes.writeBytes(data);
    }

    private static void number(ByteArrayOutputStream bytes, int number, long value) {
        if (value != 0) {
            varint(bytes, WireFormat.tag(number, WireFormat.VARINT));
            varint(bytes, value);
        }
    }

    private static void varint(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while (rest < 0 || rest >= MORE) {
            bytes.write((int) rest | MORE);
            rest >>>= WireFormat.VARINT_BITS;
        }
        bytes.write((int) rest);
    }
}
