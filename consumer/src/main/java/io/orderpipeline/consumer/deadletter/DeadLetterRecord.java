package io.orderpipeline.consumer.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as it is found in the dead-letter topic. Anybody can write to a topic: nothing but the bytes is taken
 * for granted.
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {

    /** In the dead-letter topic. */
    RecordPosition place() {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    /** Where the record was refused; empty when the headers do not tell. */
    Optional<RecordPosition> origin() {
        return RecordPosition.parse(text(DeadLetterHeaders.TOPIC) + "-" + text(DeadLetterHeaders.PARTITION) + "@"
                + text(DeadLetterHeaders.OFFSET));
    }

    /** The code, or empty text. */
    String reason() {
        return text(DeadLetterHeaders.REASON);
    }

    String detail() {
        return text(DeadLetterHeaders.DETAIL);
    }

    /** Of the original record, in epoch milliseconds; empty when the headers do not tell. */
    Optional<Long> originTimestamp() {
        try {
            return Optional.of(Long.valueOf(text(DeadLetterHeaders.TIMESTAMP)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Instant setAside() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Those that the original record had, without ours: the mark of an earlier replay goes too. */
    List<Header> originalHeaders() {
        return Stream.of(record.headers().toArray())
                .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX))
                .toList();
    }

    /**
     * The record as it goes back: to the partition it came from, because its row belongs there; with the time of now,
     * because it is a new record.
     */
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
