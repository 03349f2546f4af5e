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
