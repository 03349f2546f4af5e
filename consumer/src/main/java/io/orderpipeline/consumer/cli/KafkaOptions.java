package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.kafka.KafkaConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Options of every command that connects to Kafka. */
public class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "initial brokers (default: localhost:9092)")
    List<String> bootstrapServers;

    @Option(
            names = "--dead-letter-topic",
            paramLabel = "NAME",
            defaultValue = "orders.dead-letters",
            description = {"topic for invalid records", "(default: ${DEFAULT-VALUE})"})
    String deadLetterTopic;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "client properties, TLS and SASL included")
    Path file;

    /** @throws UserError when the name is not a topic's */
    public final String deadLetterTopic() {
        KafkaConfig.requireTopic("--dead-letter-topic", deadLetterTopic);
        return deadLetterTopic;
    }

    /** Settings for every Kafka client, bootstrap servers included. */
    public final Map<String, Object> settings() {
        Map<String, Object> settings = KafkaConfigFile.read(file);
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                KafkaConfigFile.bootstrapServers(bootstrapServers, settings));
        return settings;
    }
}
