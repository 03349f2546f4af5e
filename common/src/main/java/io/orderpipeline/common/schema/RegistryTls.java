package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Reads trust and key stores as the Kafka clients do, whose {@code ssl.*} settings the registry's clients share. */
final class RegistryTls {

    static final Set<String> KEYS = Set.of(
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG);

    private RegistryTls() {}

    /**
     * Empty without one of these settings.
     *
     * @throws UserError when a store cannot be read
     */
    static Optional<SSLContext> context(Map<String, String> settings) {
        Map<String, String> tls = settings.entrySet().stream()
                .filter(setting -> KEYS.contains(setting.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        requireFile(tls, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
        requireFile(tls, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(definition.parse(tls));
            return Optional.of(factory.sslContext());
        } catch (KafkaException e) {
            throw UserError.badUsage(RegistryOptions.CONFIG_OPTION + ": cannot use its ssl.* settings: " + reason(e));
        }
    }

    /** Kafka's code logs a stack trace for a file that does not exist. */
    private static void requireFile(Map<String, String> settings, String key) {
        String file = settings.get(key);
        UserError.requireUsage(
                file == null || Files.isReadable(Path.of(file)),
                RegistryOptions.CONFIG_OPTION + ": " + key + " names " + file + ", which is no readable file");
    }

    /** The message names the store; the deepest cause says what is wrong with it. */
    private static String reason(KafkaException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause == e ? e.getMessage() : e.getMessage() + " (" + cause.getMessage() + ")";
    }
}
