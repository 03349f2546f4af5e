package io.orderpipeline.consumer.cassandra.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Encodes values as Cassandra's native protocol v5 defines them (section 6). The driver's codecs produce the same
 * bytes, but their codec lookup and general character encoder take as long as the rest of sending an order.
 */
public final class CqlValues {

    private CqlValues() {}

    public static ByteBuffer text(String value) {
        return ByteBuffer.wrap(value.getBytes(UTF_8));
    }

    public static ByteBuffer integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    }

    public static ByteBuffer bigint(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, value);
    }

    public static ByteBuffer timestamp(Instant value) {
        return bigint(value.toEpochMilli());
    }

    static ByteBuffer decimal(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + unscaled.length)
                .putInt(value.scale())
                .put(unscaled)
                .flip();
    }

    /** The value of a numeric column as read; null when it is empty, which Cassandra also stores. */
    public static ByteBuffer number(ByteBuffer value) {
        return value == null || !value.hasRemaining() ? null : value;
    }

    /** As {@link #number}, without redundant sign bytes, which other programs may write: equal decimals are equal. */
    public static ByteBuffer shortestDecimal(ByteBuffer value) {
        int signBytes = 0;
        while (isSignOnly(value, Integer.BYTES + signBytes)) {
            signBytes++;
        }
        if (signBytes == 0) {
            return number(value);
        }
        return ByteBuffer.allocate(value.remaining() - signBytes)
                .put(value.slice().limit(Integer.BYTES))
                .put(value.slice().position(Integer.BYTES + signBytes))
                .flip();
    }

    /** Whether the byte at this index repeats the sign of the next one. */
    private static boolean isSignOnly(ByteBuffer value, int index) {
        if (value == null || value.remaining() < index + 2) {
            return false;
        }
        int at = value.position() + index;
        return value.get(at) == value.get(at + 1) >> (Byte.SIZE - 1);
    }

    /** @param unscaled not negative */
    static ByteBuffer decimal(long unscaled, int scale) {
        int valueBits = Long.SIZE - Long.numberOfLeadingZeros(unscaled);
        int valueBytes = valueBits / Byte.SIZE + 1; // One bit more, for the sign.
        ByteBuffer encoded = ByteBuffer.allocate(Integer.BYTES + valueBytes).putInt(scale);
        for (int shift = Byte.SIZE * (valueBytes - 1); shift >= 0; shift -= Byte.SIZE) {
            encoded.put((byte) (unscaled >> shift));
        }
        return encoded.flip();
    }
}
