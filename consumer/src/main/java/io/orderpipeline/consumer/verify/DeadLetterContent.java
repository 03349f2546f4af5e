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
 * What a dead letter must have in common with its origin. The headers are known here by their published names, and not
 * through the code that writes them, which is what is checked.
 */
final class DeadLetterContent {

    /** Of the {@link CanonicalValues} made here. */
    static final List<String> NAMES = List.of("reason", "timestamp", "key", "value", "headers");

    private static final String PREFIX = "dead-letter.";

    private DeadLetterContent() {}

    /** Where a dead letter says that it comes from. */
    record Origin(String topic, int partition, long offset) {}

    /** Empty when the record does not say, and so is no dead letter of ours. */
    static Optional<Origin> origin(ConsumerRecord<byte[], byte[]> letter) {
        try {
            String topic = Objects.requireNonNull(header(letter, "topic"));
            int partition = Integer.parseInt(header(letter, "partition"));
            return Optional.of(new Origin(topic, partition, Long.parseLong(header(letter, "offset"))));
        } catch (NumberFormatException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** The content of the dead letter that this record must become. */
    static CanonicalValues expected(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        return cells(record, reason.code(), Long.toString(record.timestamp()));
    }

    static CanonicalValues found(ConsumerRecord<byte[], byte[]> letter) {
        return cells(letter, header(letter, "reason"), header(letter, "timestamp"));
    }

    /** Null when there is none. */
    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static CanonicalValues cells(ConsumerRecord<byte[], byte[]> record, String reason, String timestamp) {
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
