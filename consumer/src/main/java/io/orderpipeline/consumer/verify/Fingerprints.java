package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Creates join entries. Keys and values become 128 bits of SHA-256, so that neither chance nor intent can hide a
 * difference. One thread.
 */
final class Fingerprints {

    private final MessageDigest sha256 = newSha256();
    private final byte[] length = new byte[Integer.BYTES];

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A row outside its place gets a key of its own, so that it matches no order. */
    JoinEntry row(StoredOrder row) {
        String key = row.strayKey().isEmpty() ? row.orderId() : row.orderId() + '\n' + row.strayKey();
        return order(key, CanonicalValues.of(row.values()), row.writtenAt());
    }

    JoinEntry order(String orderId, CanonicalValues values, long position) {
        ByteBuffer key = ByteBuffer.wrap(sha256.digest(orderId.getBytes(UTF_8)));
        ByteBuffer digest = digest(values);
        return new JoinEntry(key.getLong(), key.getLong(), digest.getLong(), digest.getLong(), position);
    }

    /** @param partition with {@code offset}: the origin of the dead letter */
    JoinEntry deadLetter(int partition, long offset, CanonicalValues values, long position) {
        ByteBuffer digest = digest(values);
        return new JoinEntry(partition, offset, digest.getLong(), digest.getLong(), position);
    }

    /** Includes the length of each value, so that shifted bytes give another digest. */
    private ByteBuffer digest(CanonicalValues values) {
        for (byte[] value : values.values()) {
            ByteBuffer.wrap(length).putInt(value == null ? -1 : value.length);
            sha256.update(length);
            if (value != null) {
                sha256.update(value);
            }
        }
        return ByteBuffer.wrap(sha256.digest());
    }
}
