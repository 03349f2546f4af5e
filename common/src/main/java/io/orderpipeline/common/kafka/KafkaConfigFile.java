package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.PropertiesFile;
import io.orderpipeline.common.cli.ServerAddresses;
import io.orderpipeline.common.cli.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Reads the client properties file of {@code --kafka-config}: any setting of a Kafka client, TLS and SASL included,
 * with placeholders of Kafka's configuration providers.
 */
public final class KafkaConfigFile {

    private static final String OPTION = "--kafka-config";
    private static final int PORT = 9092;
    private static final String LOCAL_BROKER = "localhost:" + PORT;

    /** Connection and security, which every client has. */
    private static final Map<String, ConfigKey> COMMON_SETTINGS =
            AdminClientConfig.configDef().configKeys();

    private KafkaConfigFile() {}

    /**
     * @param path null when the option was not given: no settings
     * @throws UserError when the file, a placeholder or a store that it names cannot be read
     */
    public static Map<String, Object> read(Path path) {
        if (path == null) {
            return new HashMap<>();
        }
        String origin = OPTION + ": " + path;
        Properties properties = PropertiesFile.read(path, OPTION);
        Map<String, Object> text = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> text.put(name, properties.getProperty(name)));
        Map<String, Object> settings = ConfigPlaceholders.resolve(text, origin);
        settings.replaceAll(KafkaConfigFile::trim);
        OAuthSettings.prepare(settings);
        if (usesStores(settings)) {
            SslSettings.context(settings, origin);
        }
        return settings;
    }

    /** As the clients do, so that we compare what they use: a password keeps its blanks. */
    private static Object trim(String name, Object value) {
        ConfigKey key = COMMON_SETTINGS.get(name);
        return key == null || key.type == ConfigDef.Type.PASSWORD
                ? value
                : value.toString().trim();
    }

    private static boolean usesStores(Map<String, Object> settings) {
        String protocol = String.valueOf(settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
        return protocol.toUpperCase(Locale.ROOT).endsWith("SSL")
                && !settings.containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
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
                : ServerAddresses.parse(OPTION + ": bootstrap.servers", List.of(inFile.toString()), PORT);
        return ServerAddresses.format(addresses, ",");
    }
}
