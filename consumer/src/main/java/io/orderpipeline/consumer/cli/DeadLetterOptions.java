package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.kafka.KafkaConfigFile;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** What every command needs that looks at dead letters. */
public class DeadLetterOptions {

    private static final String BOOTSTRAP_SERVERS = "localhost:9092";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "brokers to begin with (default: " + BOOTSTRAP_SERVERS + ")")
    String bootstrapServers;

    @Option(
            names = "--dead-letter-topic",
            paramLabel = "NAME",
            defaultValue = "orders.dead-letters",
            description = {"where records go that are no orders", "(default: ${DEFAULT-VALUE})"})
    public String deadLetterTopic;

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "client properties, TLS and SASL included")
    Path file;

    /** For every Kafka client, bootstrap servers included. */
    public final Map<String, Object> settings() {
        Map<String, Object> settings = KafkaConfigFile.read(file);
        if (bootstrapServers != null) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        settings.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BOOTSTRAP_SERVERS);
        return settings;
    }
}
