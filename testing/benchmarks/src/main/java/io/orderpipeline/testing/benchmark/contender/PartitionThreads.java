package io.orderpipeline.testing.benchmark.contender;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One KafkaConsumer on a thread of its own for each partition of the topic. Partitions are assigned by hand: how a
 * group shares them out is not what the loops are for.
 */
final class PartitionThreads {

    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private PartitionThreads() {}

    /** One partition's part of a loop, from its first record to the last that was there at the start. */
    @FunctionalInterface
    interface Loop {
        void run(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end);
    }

    /** Returns when all have come to their end, or throws what made one of them fail. */
    static void run(LoopTarget target, Map<String, Object> settings, Loop loop) {
        List<PartitionInfo> partitions;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            partitions = consumer.partitionsFor(target.topic());
        }
        Consumer<TopicPartition> onePartition = partition -> {
            try (var consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                loop.run(consumer, partition, end);
            }
        };
        partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .map(partition -> CompletableFuture.runAsync(() -> onePartition.accept(partition), OWN_THREAD))
                .toList()
                .forEach(CompletableFuture::join);
    }
}
