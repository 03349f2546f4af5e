package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.SslSettings;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.SslConfigs;

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
     * @param origin for messages: the option and its file
     * @throws UserError when a store cannot be read
     */
    static Optional<SSLContext> context(Map<String, String> settings, String origin) {
        return Collections.disjoint(settings.keySet(), KEYS)
                ? Optional.empty()
                : Optional.of(SslSettings.context(settings, origin));
    }
}
