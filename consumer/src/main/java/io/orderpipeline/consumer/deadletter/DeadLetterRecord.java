package io.orderpipeline.consumer.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A record of the dead-letter topic. Other programs may write there too, so every header may be absent or invalid. */
record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {

    /** The position in the dead-letter topic. */
    RecordPosition position() {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    /** The position of the original record; empty when the headers do not have it. */
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

    /** The timestamp of the original record in epoch milliseconds; empty when the headers do not have it. */
    Optional<Long> originTimestamp() {
        try {
            return Optional.of(Long.valueOf(text(DeadLetterHeaders.TIMESTAMP)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Instant deadLetteredAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The headers of the original record, without ours: also without that of an earlier replay. */
    List<Header> originalHeaders() {
        return Stream.of(record.headers().toArray())
                .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX))
                .toList();
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
