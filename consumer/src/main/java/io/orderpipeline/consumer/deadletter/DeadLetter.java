package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.order.InvalidReason;
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

    private static final String PREFIX = "dead-letter.";

    /** For messages: topic-partition@offset. */
    public String place() {
        return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    }

    /** The partition is left to the key, for the dead-letter topic may have another number of them. */
    ProducerRecord<byte[], byte[]> toRecord(String topic) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, null, origin.key(), origin.value(), origin.headers());
        Headers headers = record.headers();
        set(headers, "topic", origin.topic());
        set(headers, "partition", Integer.toString(origin.partition()));
        set(headers, "offset", Long.toString(origin.offset()));
        set(headers, "timestamp", Long.toString(origin.timestamp()));
        set(headers, "reason", reason.code());
        set(headers, "detail", detail);
        return record;
    }

    /** A record that is a replayed dead letter already has the headers: the new ones take their place. */
    private static void set(Headers headers, String name, String value) {
        headers.remove(PREFIX + name);
        headers.add(PREFIX + name, value.getBytes(UTF_8));
    }
}
