package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Makes entries. Keys and values become 128 bits of SHA-256, so that no difference goes unseen by chance, and none can
 * be hidden on purpose. One thread.
 */
final class Fingerprints {

    private final MessageDigest sha256;
    private final byte[] length = new byte[Integer.BYTES];

    Fingerprints() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A stray row is the row of no order: nothing has its key but itself. */
    JoinEntry row(StoredOrder row) {
        String key = row.strayKey().isEmpty() ? row.orderId() : row.orderId() + '\n' + row.strayKey();
        return order(key, CanonicalValues.of(row.values()), row.writtenAt());
    }

    JoinEntry order(String orderId, CanonicalValues cells, long position) {
        ByteBuffer key = ByteBuffer.wrap(sha256.digest(orderId.getBytes(UTF_8)));
        ByteBuffer digest = digest(cells);
        return new JoinEntry(key.getLong(), key.getLong(), digest.getLong(), digest.getLong(), position);
    }

    /** @param partition with {@code offset}: where the dead letter comes from */
    JoinEntry letter(int partition, long offset, CanonicalValues cells, long position) {
        ByteBuffer digest = digest(cells);
        return new JoinEntry(partition, offset, digest.getLong(), digest.getLong(), position);
    }

    /** Each value with its length, so that nothing can move from one into the next. */
    private ByteBuffer digest(CanonicalValues cells) {
        for (byte[] cell : cells.values()) {
            ByteBuffer.wrap(length).putInt(cell == null ? -1 : cell.length);
            sha256.update(length);
            if (cell != null) {
                sha256.update(cell);
            }
        }
        return ByteBuffer.wrap(sha256.digest());
    }
}
