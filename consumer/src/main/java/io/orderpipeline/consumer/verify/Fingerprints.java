package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Creates join entries. Keys and values become 128 bits of SHA-256, so that neither chance nor intent can hide a
 * difference. One thread.
 */
final class Fingerprints {

    private final MessageDigest sha256 = newSha256();
    private final byte[] digestBytes = new byte[sha256.getDigestLength()];
    private final ByteBuffer digest = ByteBuffer.wrap(digestBytes);
    private ByteBuffer encoded = ByteBuffer.allocate(1 << 10);

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A row outside its place gets a key of its own, so that it matches no order. */
    JoinEntry row(StoredOrder row) {
        encoded.clear();
        put(row.orderId());
        if (!row.strayKey().isEmpty()) {
            put(UTF_8.encode('\n' + row.strayKey()));
        }
        return order(new CanonicalValues(row.values()), row.writtenAt());
    }

    JoinEntry order(String orderId, CanonicalValues values, long position) {
        encoded.clear();
        put(ByteBuffer.wrap(orderId.getBytes(UTF_8)));
        return order(values, position);
    }

    /** The key is what was encoded. */
    private JoinEntry order(CanonicalValues values, long position) {
        digest();
        long keyHigh = digest.getLong(0);
        long keyLow = digest.getLong(Long.BYTES);
        return entry(keyHigh, keyLow, values, position);
    }

    /** @param partition with {@code offset}: the origin of the dead letter */
    JoinEntry deadLetter(int partition, long offset, CanonicalValues values, long position) {
        return entry(partition, offset, values, position);
    }

    /** Includes the length of each value, so that shifted bytes give another digest. */
    private JoinEntry entry(long keyHigh, long keyLow, CanonicalValues values, long position) {
        encoded.clear();
        for (ByteBuffer value : values.values()) {
            reserve(Integer.BYTES);
            encoded.putInt(value == null ? -1 : value.remaining());
            if (value != null) {
                put(value);
            }
        }
        digest();
        return new JoinEntry(keyHigh, keyLow, digest.getLong(0), digest.getLong(Long.BYTES), position);
    }

    private void put(ByteBuffer value) {
        reserve(value.remaining());
        encoded.put(value.duplicate());
    }

    private void reserve(int bytes) {
        if (encoded.remaining() < bytes) {
            int needed = encoded.position() + bytes;
            encoded = ByteBuffer.allocate(Math.max(needed, 2 * encoded.capacity()))
                    .put(encoded.flip());
        }
    }

    /** Digests all that was encoded at once: many small updates take longer than the hash. */
    private void digest() {
        sha256.update(encoded.flip());
        try {
            sha256.digest(digestBytes, 0, digestBytes.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest of SHA-256 has 32 bytes", e);
        }
    }
}
