package io.orderpipeline.testing.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An invalid record, and equally its dead letter: the two are equal when the dead letter is right.
 *
 * @param origin partition and offset, as {@code 0@17}
 * @param reason for rejecting it; empty when the record does not name the expected reason
 * @param contents a hash of value and key
 */
public record BadRecord(String origin, String reason, int contents) {

    /** A header of test records: the reason that their dead letters must have. */
    public static final String EXPECTED_REASON = "expected-reason";

    /** Of a valid order whose write the database refuses. */
    public static final String REFUSED = "refused-by-database";

    static BadRecord inTopic(ConsumerRecord<byte[], byte[]> record) {
        return new BadRecord(
                record.partition() + "@" + record.offset(), header(record, EXPECTED_REASON), contents(record));
    }

    static BadRecord ofDeadLetter(ConsumerRecord<byte[], byte[]> deadLetter) {
        boolean isExpected = deadLetter.headers().lastHeader(EXPECTED_REASON) != null;
        return new BadRecord(
                header(deadLetter, "dead-letter.partition") + "@" + header(deadLetter, "dead-letter.offset"),
                isExpected ? header(deadLetter, "dead-letter.reason") : "",
                contents(deadLetter));
    }

    static boolean isRefused(ConsumerRecord<byte[], byte[]> record) {
        return header(record, EXPECTED_REASON).equals(REFUSED);
    }

    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /** Of a part that was cut, the dead letter has length and hash of the whole. */
    private static int contents(ConsumerRecord<byte[], byte[]> record) {
        return 31 * contents(record, "dead-letter.value-", record.value())
                + contents(record, "dead-letter.key-", record.key());
    }

    private static int contents(ConsumerRecord<byte[], byte[]> record, String headers, byte[] bytes) {
        String length = header(record, headers + "length");
        return length.isEmpty() ? whole(bytes) : Objects.hash(length, header(record, headers + "sha256"));
    }

    private static int whole(byte[] bytes) {
        if (bytes == null) {
            return 0;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Objects.hash(Integer.toString(bytes.length), HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
