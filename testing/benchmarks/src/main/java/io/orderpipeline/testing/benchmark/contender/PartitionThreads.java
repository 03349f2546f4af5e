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

/** Runs a loop for each partition on its own thread with its own KafkaConsumer; partitions are assigned manually. */
final class PartitionThreads {

    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private PartitionThreads() {}

    /** Consumes one partition up to its end offset at the start. */
    @FunctionalInterface
    interface Loop {
        void run(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end);
    }

    /** Returns when all loops have ended; rethrows the failure of a loop. */
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
