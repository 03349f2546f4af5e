package io.orderpipeline.producer;

import io.orderpipeline.common.kafka.KafkaConfigFile;
import io.orderpipeline.producer.send.KafkaTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@link KafkaTarget}. */
final class ProducerKafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "bootstrap brokers (default: localhost:9092)")
    String bootstrapServers;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = "orders",
            description = "created when absent (default: ${DEFAULT-VALUE})")
    String topic;

    @Option(
            names = "--partitions",
            paramLabel = "NUMBER",
            defaultValue = "3",
            description = "partitions of a topic that is created (default: ${DEFAULT-VALUE})")
    int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "replicas of a topic that is created (default: ${DEFAULT-VALUE})")
    int replicationFactor;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties file with any Kafka client setting: TLS, SASL, batching")
    Path kafkaConfig;

    @Option(
            names = "--startup-timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "how long to wait for the broker; 0 for no limit (default: ${DEFAULT-VALUE})")
    Duration startupTimeout;

    KafkaTarget target() {
        return new KafkaTarget(
                Optional.ofNullable(bootstrapServers),
                topic,
                partitions,
                replicationFactor,
                KafkaConfigFile.read(kafkaConfig),
                startupTimeout);
    }
}
