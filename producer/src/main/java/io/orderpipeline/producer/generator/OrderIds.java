package io.orderpipeline.producer.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

/**
 * Creates version 7 UUIDs that sort by time, and within a millisecond by the order's index. As RFC 9562 allows, a
 * counter replaces part of the random bits: the low 32 bits of the index, followed by 42 random bits.
 */
final class OrderIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 1L << 63;

    /** The index fills the 12 bits after the version, and these after the variant. */
    private static final int LOW_INDEX_BITS = 20;

    private static final long LOW_INDEX_MASK = (1L << LOW_INDEX_BITS) - 1;
    private static final long HIGH_INDEX_MASK = 0xFFF;
    private static final int RANDOM_BITS = 42;
    private static final long RANDOM_MASK = (1L << RANDOM_BITS) - 1;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private OrderIds() {}

    /**
     * @param epochMillis not negative
     * @param index of the order in this run
     */
    static UUID id(long epochMillis, long index, long random) {
        long highIndex = (index >>> LOW_INDEX_BITS) & HIGH_INDEX_MASK;
        long lowIndex = index & LOW_INDEX_MASK;
        long high = (epochMillis << 16) | VERSION_7 | highIndex;
        long low = VARIANT | (lowIndex << RANDOM_BITS) | (random & RANDOM_MASK);
        return new UUID(high, low);
    }

    /** Overwrites the text of an id with that of another; the dashes stay. */
    static void write(UUID id, byte[] to, int at) {
        writeHex(id.getMostSignificantBits() >>> 32, 8, to, at);
        writeHex(id.getMostSignificantBits() >>> 16, 4, to, at + 9);
        writeHex(id.getMostSignificantBits(), 4, to, at + 14);
        writeHex(id.getLeastSignificantBits() >>> 48, 4, to, at + 19);
        writeHex(id.getLeastSignificantBits(), 12, to, at + 24);
    }

    private static void writeHex(long value, int digits, byte[] to, int at) {
        for (int i = digits - 1; i >= 0; i--) {
            to[at + i] = HEX[(int) value & 0xF];
            value >>>= 4;
        }
    }
}
