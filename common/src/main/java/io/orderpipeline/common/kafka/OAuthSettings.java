package io.orderpipeline.common.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * Prepares clients that fetch tokens (SASL/OAUTHBEARER): bounds the time of a login, and allows the URLs and files of
 * the user's file. Kafka allows none unless a system property of the JVM lists it, because its clients may be
 * configured by people who must not reach the network of the process. Here, one person starts the program and writes
 * the file.
 */
final class OAuthSettings {

    private static final List<String> URLS =
            List.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL);

    private static final List<String> FILES = List.of(
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_TEMPLATE_FILE);

    /**
     * A login blocks the creation of a client. Kafka's defaults are no limit for a request, and 10 s for retries, which
     * the programs do themselves.
     */
    private static final Map<String, Integer> LIMITS_MS = Map.of(
            SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, 5_000,
            SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, 5_000,
            SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MAX_MS, 1_000);

    /** Kafka's default also has the part for brokers, which needs a library that clients do not have. */
    private static final String VALIDATOR = ClientJwtValidator.class.getName();

    private OAuthSettings() {}

    static boolean areIn(Map<String, Object> settings) {
        return OAuthBearerLoginModule.OAUTHBEARER_MECHANISM.equals(settings.get(SaslConfigs.SASL_MECHANISM));
    }

    /** Adds settings that the file does not have. A system property of the user stays as it is. */
    static void prepare(Map<String, Object> settings) {
        if (areIn(settings)) {
            LIMITS_MS.forEach(settings::putIfAbsent);
            settings.putIfAbsent(SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, VALIDATOR);
            allow(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG, settings, URLS);
            allow(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_FILES_CONFIG, settings, FILES);
        }
    }

    private static void allow(String property, Map<String, Object> settings, List<String> names) {
        String values = names.stream()
                .map(settings::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(","));
        if (!values.isEmpty() && System.getProperty(property) == null) {
            System.setProperty(property, values);
        }
    }
}
