package io.orderpipeline.consumer.deadletter;

import static io.orderpipeline.consumer.deadletter.LetterHeaders.set;

import io.orderpipeline.common.order.InvalidReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record set aside, with the reason. In the dead-letter topic it keeps its bytes, key and headers, and carries where
 * it came from and why it is there.
 *
 * @param detail for a person; holds no customer data
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> origin, InvalidReason reason, String detail) {

    /** For messages: topic-partition@offset. */
    public String place() {
        return new Place(origin.topic(), origin.partition(), origin.offset()).toString();
    }

    /** The partition is left to the key, for the dead-letter topic may have another number of them. */
    ProducerRecord<byte[], byte[]> toRecord(String topic) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, null, origin.key(), origin.value(), origin.headers());
        Headers headers = record.headers();
        set(headers, LetterHeaders.TOPIC, origin.topic());
        set(headers, LetterHeaders.PARTITION, Integer.toString(origin.partition()));
        set(headers, LetterHeaders.OFFSET, Long.toString(origin.offset()));
        set(headers, LetterHeaders.TIMESTAMP, Long.toString(origin.timestamp()));
        set(headers, LetterHeaders.REASON, reason.code());
        set(headers, LetterHeaders.DETAIL, detail);
        return record;
    }
}
