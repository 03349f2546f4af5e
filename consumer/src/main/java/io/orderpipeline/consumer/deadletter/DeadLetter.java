package io.orderpipeline.consumer.deadletter;

import static io.orderpipeline.consumer.deadletter.DeadLetterHeaders.set;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.kafka.CutPart;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An invalid record with the reason. In the dead-letter topic it keeps its bytes, key and headers; further headers hold
 * its origin and the reason.
 *
 * @param detail for people; holds no customer data
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> origin, InvalidReason reason, String detail) {

    /** For messages: topic-partition@offset. */
    public String position() {
        return new RecordPosition(origin.topic(), origin.partition(), origin.offset()).toString();
    }

    /**
     * The key decides the partition, because the dead-letter topic may have another number of them.
     *
     * @param limit in bytes; a larger record is cut, see {@link DeadLetterFit}
     */
    ProducerRecord<byte[], byte[]> toRecord(String topic, int limit) {
        return DeadLetterFit.fit(whole(topic), limit);
    }

    private ProducerRecord<byte[], byte[]> whole(String topic) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, null, origin.key(), origin.value(), origin.headers());
        Headers headers = record.headers();
        clearForeign(headers);
        set(headers, DeadLetterHeaders.TOPIC, origin.topic());
        set(headers, DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
        set(headers, DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
        set(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(origin.timestamp()));
        set(headers, DeadLetterHeaders.REASON, reason.code());
        set(headers, DeadLetterHeaders.DETAIL, detail);
        return record;
    }

    /** Descriptions of cut parts that the record came with say nothing, unless only its beginning was read. */
    private void clearForeign(Headers headers) {
        CutPart.HEADERS.clear(headers);
        if (origin.key() == null || origin.key().length >= origin.serializedKeySize()) {
            CutPart.KEY.clear(headers);
        }
        if (origin.value() == null || origin.value().length >= origin.serializedValueSize()) {
            CutPart.VALUE.clear(headers);
        }
    }
}
