package io.orderpipeline.common.order;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The position of a reader in a value of a binary format. A failure moves it to the end, where every read returns 0, so
 * {@link #isValid()} need only be checked before what was read is used. One thread.
 */
public final class BinaryCursor {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT_BITS = 7;

    private final byte[] bytes;
    private int limit;
    private int position;
    private boolean isValid = true;

    public BinaryCursor(byte[] bytes, int from) {
        this.bytes = bytes;
        this.position = from;
        this.limit = bytes.length;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    /** False after a failure. */
    public boolean isValid() {
        return isValid;
    }

    public void fail() {
        isValid = false;
        position = limit;
    }

    public boolean isAtEnd() {
        return position >= limit;
    }

    /** The bytes up to the end, or up to the limit. */
    public int remaining() {
        return limit - position;
    }

    /**
     * Ends at {@code length} bytes from here, until {@link #restoreLimit}.
     *
     * @return the former limit
     */
    public int limit(int length) {
        int former = limit;
        if (length < 0 || length > remaining()) {
            fail();
        } else {
            limit = position + length;
        }
        return former;
    }

    /** Fails unless the position is at the present limit. */
    public void restoreLimit(int former) {
        boolean isComplete = isValid && position == limit;
        limit = former;
        if (!isComplete) {
            fail();
        }
    }

    /** Moves past this number of bytes, or fails. */
    public void skip(long count) {
        if (count < 0 || count > remaining()) {
            fail();
        } else {
            position += (int) count;
        }
    }

    public int unsignedByte() {
        if (position >= limit) {
            fail();
            return 0;
        }
        return bytes[position++] & 0xFF;
    }

    /** An integer in base 128, least significant group first, of at most 64 bits. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            int next = unsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        fail();
        return 0;
    }

    /** A varint whose lowest bit is the sign. */
    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    public int littleEndianInt() {
        int at = position;
        skip(Integer.BYTES);
        return isValid ? (int) INTS.get(bytes, at) : 0;
    }

    public long littleEndianLong() {
        int at = position;
        skip(Long.BYTES);
        return isValid ? (long) LONGS.get(bytes, at) : 0;
    }
}
