package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.InvalidReason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The content that a dead letter must share with its original record. The header names are repeated here, because the
 * code that writes them is under test.
 */
final class DeadLetterContent {

    /** The names of the values. */
    static final List<String> NAMES = List.of("reason", "timestamp", "key", "value", "headers");

    private static final String PREFIX = "dead-letter.";

    private DeadLetterContent() {}

    /** The origin that the headers of a dead letter name. */
    record Origin(String topic, int partition, long offset) {}

    /** Empty when the headers are absent or invalid: other programs may write to the topic. */
    static Optional<Origin> origin(ConsumerRecord<byte[], byte[]> deadLetter) {
        try {
            String topic = Objects.requireNonNull(header(deadLetter, "topic"));
            int partition = Integer.parseInt(header(deadLetter, "partition"));
            return Optional.of(new Origin(topic, partition, Long.parseLong(header(deadLetter, "offset"))));
        } catch (NumberFormatException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** The content of the dead letter that this record must cause. */
    static CanonicalValues expected(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        return CanonicalValues.ofTexts(
                reason.code(),
                Long.toString(record.timestamp()),
                whole(record.key()),
                whole(record.value()),
                whole(headers(record)));
    }

    /** The parts that the dead letter holds; for a part that was cut, what the dead letter says of the whole. */
    static CanonicalValues found(ConsumerRecord<byte[], byte[]> deadLetter) {
        return CanonicalValues.ofTexts(
                header(deadLetter, "reason"),
                header(deadLetter, "timestamp"),
                described(deadLetter, "key", deadLetter.key()),
                described(deadLetter, "value", deadLetter.value()),
                described(deadLetter, "headers", headers(deadLetter)));
    }

    private static String described(ConsumerRecord<byte[], byte[]> deadLetter, String part, byte[] bytes) {
        String length = header(deadLetter, part + "-length");
        return length == null ? whole(bytes) : length + ' ' + header(deadLetter, part + "-sha256");
    }

    /** Length and SHA-256; null for null. */
    private static String whole(byte[] bytes) {
        return bytes == null
                ? null
                : bytes.length + " "
                        + HexFormat.of().formatHex(Fingerprints.newSha256().digest(bytes));
    }

    /** Null when absent. */
    static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
        Header header = deadLetter.headers().lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static byte[] headers(ConsumerRecord<byte[], byte[]> record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Header header : record.headers()) {
                if (!header.key().startsWith(PREFIX)) {
                    write(out, header.key().getBytes(UTF_8));
                    write(out, header.value());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        out.write(bytes == null ? new byte[0] : bytes);
    }
}
