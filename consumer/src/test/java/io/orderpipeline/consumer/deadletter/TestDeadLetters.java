package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes dead letters as they stand in the topic "dead". */
final class TestDeadLetters {

    static final String TOPIC = "dead";

    private TestDeadLetters() {}

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String origin, String reason) {
        return record(partition, offset, origin, reason, "value".getBytes(UTF_8));
    }

    static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, String origin, String reason, byte[] value) {
        RecordPosition position = RecordPosition.parse(origin).orElseThrow();
        RecordHeaders headers = new RecordHeaders();
        headers.add("schema-version", "1".getBytes(UTF_8));
        DeadLetterHeaders.set(headers, DeadLetterHeaders.TOPIC, position.topic());
        DeadLetterHeaders.set(headers, DeadLetterHeaders.PARTITION, Integer.toString(position.partition()));
        DeadLetterHeaders.set(headers, DeadLetterHeaders.OFFSET, Long.toString(position.offset()));
        DeadLetterHeaders.set(headers, DeadLetterHeaders.TIMESTAMP, "1700000000000");
        DeadLetterHeaders.set(headers, DeadLetterHeaders.REASON, reason);
        DeadLetterHeaders.set(headers, DeadLetterHeaders.DETAIL, "because");
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                1_700_000_100_000L + offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                "books".getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
