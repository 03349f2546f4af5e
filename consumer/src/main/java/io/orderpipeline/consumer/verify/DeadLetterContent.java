package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.InvalidReason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
        return values(record, reason.code(), Long.toString(record.timestamp()));
    }

    static CanonicalValues found(ConsumerRecord<byte[], byte[]> deadLetter) {
        return values(deadLetter, header(deadLetter, "reason"), header(deadLetter, "timestamp"));
    }

    /** Null when absent. */
    static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
        Header header = deadLetter.headers().lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static CanonicalValues values(ConsumerRecord<byte[], byte[]> record, String reason, String timestamp) {
        return CanonicalValues.of(Arrays.asList(reason, timestamp, record.key(), record.value(), headers(record)));
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
