package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.CutPart;
import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of the dead-letter topic. Other programs may write there too, so every header may be absent or invalid. */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {

    /** The position in the dead-letter topic. */
    public RecordPosition position() {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    /** The position of the original record; empty when the headers do not have it. */
    public Optional<RecordPosition> origin() {
        return RecordPosition.parse(text(DeadLetterHeaders.TOPIC) + "-" + text(DeadLetterHeaders.PARTITION) + "@"
                + text(DeadLetterHeaders.OFFSET));
    }

    /** The code, or empty text. */
    public String reason() {
        return text(DeadLetterHeaders.REASON);
    }

    public String detail() {
        return text(DeadLetterHeaders.DETAIL);
    }

    /** The original record that a record of the topic of orders is a replay of; empty for any other record. */
    public static Optional<RecordPosition> replayOf(ConsumerRecord<byte[], byte[]> order) {
        return RecordPosition.parse(DeadLetterHeaders.text(order.headers(), DeadLetterHeaders.REPLAYED));
    }

    /** The timestamp of the original record in epoch milliseconds; empty when the headers do not have it. */
    public Optional<Long> originTimestamp() {
        try {
            return Optional.of(Long.valueOf(text(DeadLetterHeaders.TIMESTAMP)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public Instant deadLetteredAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The headers of the original record, without ours: also without that of an earlier replay. */
    List<Header> originalHeaders() {
        return Stream.of(record.headers().toArray())
                .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX))
                .toList();
    }

    /** Whether it holds only a part of the original record. */
    boolean isCut() {
        return Arrays.stream(CutPart.values())
                .anyMatch(part -> part.whole(record.headers()).isPresent());
    }

    /** Whether this is the record that was cut. */
    boolean isCutFrom(ConsumerRecord<byte[], byte[]> original) {
        return isCutFrom(CutPart.VALUE, original.value())
                && isCutFrom(CutPart.KEY, original.key())
                && isCutFrom(CutPart.HEADERS, DeadLetterFit.headerBytes(original.headers()));
    }

    private boolean isCutFrom(CutPart part, byte[] original) {
        Optional<Whole> whole = part.whole(record.headers());
        return whole.isEmpty() || (original != null && whole.get().equals(Whole.of(ByteBuffer.wrap(original))));
    }

    /** The same dead letter with the key, value and headers of its original record. */
    DeadLetterRecord restored(ConsumerRecord<byte[], byte[]> original) {
        Headers headers = new RecordHeaders(new DeadLetterRecord(original).originalHeaders());
        Stream.of(DeadLetterHeaders.TOPIC, DeadLetterHeaders.PARTITION, DeadLetterHeaders.OFFSET)
                .forEach(name -> DeadLetterHeaders.set(headers, name, text(name)));
        return new DeadLetterRecord(new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                original.key(),
                original.value(),
                headers,
                Optional.empty()));
    }

    /** The record to send back: to its original partition, where its row belongs, and with a new timestamp. */
    ProducerRecord<byte[], byte[]> toReplay(RecordPosition origin) {
        ProducerRecord<byte[], byte[]> back = new ProducerRecord<>(
                origin.topic(), origin.partition(), null, record.key(), record.value(), originalHeaders());
        DeadLetterHeaders.set(back.headers(), DeadLetterHeaders.REPLAYED, origin.toString());
        return back;
    }

    private String text(String header) {
        return DeadLetterHeaders.text(record.headers(), header);
    }
}
