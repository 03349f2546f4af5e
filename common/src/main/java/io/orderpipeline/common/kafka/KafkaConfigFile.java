package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.PropertiesFile;
import io.orderpipeline.common.cli.ServerAddresses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/** Reads the client properties file of {@code --kafka-config}: any setting of a Kafka client, TLS and SASL included. */
public final class KafkaConfigFile {

    private static final int PORT = 9092;
    private static final String LOCAL_BROKER = "localhost:" + PORT;

    private KafkaConfigFile() {}

    /** @param path null when the option was not given: no settings */
    public static Map<String, Object> read(Path path) {
        Map<String, Object> settings = new HashMap<>();
        if (path != null) {
            Properties properties = PropertiesFile.read(path, "--kafka-config");
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return settings;
    }

    /**
     * The servers as the Kafka clients expect them: of the option, else of the file, else the local broker.
     *
     * @param option null when it was not given
     * @param settings from the file
     */
    public static String bootstrapServers(List<String> option, Map<String, Object> settings) {
        Object inFile = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (option == null && inFile == null) {
            return LOCAL_BROKER;
        }
        var addresses = option != null
                ? ServerAddresses.parse("--bootstrap-servers", option, PORT)
                : ServerAddresses.parse("--kafka-config: bootstrap.servers", List.of(inFile.toString()), PORT);
        return ServerAddresses.format(addresses, ",");
    }
}
