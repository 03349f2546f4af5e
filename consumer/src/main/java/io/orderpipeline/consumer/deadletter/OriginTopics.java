package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics that dead letters came from, on the broker. One thread. */
record OriginTopics(BrokerClient broker) implements Replay.Topics {

    @Override
    public int partitions(String topic) throws InterruptedException {
        return broker.topic(topic)
                .map(description -> description.partitions().size())
                .orElse(0);
    }

    /** By a scan of its own: records that were cut are rare. */
    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> read(RecordPosition position) {
        try (TopicScan scan = broker.scan(() -> false)) {
            return scan.find(new TopicPartition(position.topic(), position.partition()), position.offset());
        }
    }
}
