package io.orderpipeline.testing.benchmark.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The arguments of the loops, with the clients and the statement that they share. */
record LoopTarget(
        String bootstrapServers, String topic, String group, InetSocketAddress contactPoint, String keyspace) {

    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    /** Consumes one partition up to its end offset at the start. */
    @FunctionalInterface
    interface Loop {
        void run(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end);
    }

    /** @param arguments bootstrap servers, topic, group, host:port of Cassandra, keyspace */
    static LoopTarget of(String[] arguments) {
        String[] contact = arguments[3].split(":", 2);
        return new LoopTarget(
                arguments[0],
                arguments[1],
                arguments[2],
                new InetSocketAddress(contact[0], Integer.parseInt(contact[1])),
                arguments[4]);
    }

    /** A driver ends at once, as that of the consumer does: by default it waits 2 s, which are no part of the work. */
    static ProgrammaticDriverConfigLoaderBuilder driverSettings() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
    }

    CqlSession connect(ProgrammaticDriverConfigLoaderBuilder settings) {
        return CqlSession.builder()
                .addContactPoint(contactPoint)
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(settings.build())
                .build();
    }

    Map<String, Object> consumerSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
    }

    /**
     * Runs a loop for each partition on its own thread with its own KafkaConsumer; partitions are assigned manually.
     * Returns when all loops have ended; rethrows the failure of a loop.
     */
    void run(Map<String, Object> settings, Loop loop) {
        List<PartitionInfo> partitions;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            partitions = consumer.partitionsFor(topic);
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

    /** With the partition as the first marker, and the others in the order of the statement's columns. */
    PreparedStatement prepareInsert(CqlSession session) {
        try (InputStream in =
                LoopTarget.class.getResourceAsStream("/io/orderpipeline/testing/benchmark/insert-order.cql")) {
            return session.prepare(new String(in.readAllBytes(), UTF_8).formatted(keyspace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
