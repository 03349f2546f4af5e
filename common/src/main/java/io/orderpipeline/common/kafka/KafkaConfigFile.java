package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.PropertiesFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Reads the client properties file of {@code --kafka-config}: any setting of a Kafka client, TLS and SASL included. */
public final class KafkaConfigFile {

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
}
