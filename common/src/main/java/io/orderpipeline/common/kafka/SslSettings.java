package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.FileProblem;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Reads key and trust stores as the Kafka clients do, and names the setting and the file that are wrong. */
public final class SslSettings {

    private static final String PEM = "PEM";

    private SslSettings() {}

    /**
     * @param settings of which those that begin with {@code ssl.} are used
     * @param origin for messages: the option and its file
     * @throws UserError when a store cannot be read
     */
    public static SSLContext context(Map<String, ?> settings, String origin) {
        for (TlsStore store : stores(settings)) {
            Optional<String> problem = isPem(store) ? problemOfPem(store, settings) : store.problem();
            problem.ifPresent(reason -> {
                throw UserError.badUsage(origin + ": " + reason);
            });
        }
        try {
            return create(settings);
        } catch (KafkaException e) {
            throw UserError.badUsage(origin + ": cannot use its ssl.* settings: " + reason(e));
        }
    }

    private static SSLContext create(Map<String, ?> settings) {
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        Map<String, Object> ssl = new HashMap<>(settings);
        ssl.keySet().retainAll(definition.names());
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(definition.parse(ssl));
            return factory.sslContext();
        }
    }

    private static boolean isPem(TlsStore store) {
        return PEM.equals(store.type().value().orElseThrow());
    }

    /** Tried alone, because Kafka's error does not name the setting. */
    private static Optional<String> problemOfPem(TlsStore store, Map<String, ?> settings) {
        Optional<String> unreadable = store.unreadable();
        if (unreadable.isPresent()) {
            return unreadable;
        }
        String prefix = store.kind() == TlsStore.Kind.CERTIFICATES ? "ssl.truststore." : "ssl.key";
        Map<String, Object> own = new HashMap<>(settings);
        own.keySet().removeIf(name -> !name.startsWith(prefix));
        try {
            create(own);
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(
                    store.location().name() + ": cannot use " + store.file() + " as a PEM file: " + deepest(e));
        }
    }

    private static List<TlsStore> stores(Map<String, ?> settings) {
        TlsStore trust = new TlsStore(
                TlsStore.Kind.CERTIFICATES,
                setting(settings, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG),
                type(settings, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, SslConfigs.DEFAULT_SSL_TRUSTSTORE_TYPE),
                setting(settings, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG),
                new TlsStore.Setting(SslConfigs.SSL_KEY_PASSWORD_CONFIG, Optional.empty()));
        TlsStore key = new TlsStore(
                TlsStore.Kind.PRIVATE_KEY,
                setting(settings, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG),
                type(settings, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, SslConfigs.DEFAULT_SSL_KEYSTORE_TYPE),
                setting(settings, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG),
                setting(settings, SslConfigs.SSL_KEY_PASSWORD_CONFIG));
        return Stream.of(trust, key)
                .filter(store -> store.location().value().isPresent())
                .toList();
    }

    private static TlsStore.Setting setting(Map<String, ?> settings, String name) {
        return new TlsStore.Setting(
                name, Optional.ofNullable(settings.get(name)).map(Object::toString));
    }

    private static TlsStore.Setting type(Map<String, ?> settings, String name, String otherwise) {
        return new TlsStore.Setting(name, setting(settings, name).value().or(() -> Optional.of(otherwise)));
    }

    /** Without a cause, the message is complete; else it says which part failed, and the deepest cause says why. */
    private static String reason(KafkaException e) {
        return e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + deepest(e) + ")";
    }

    private static String deepest(KafkaException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Exception exception ? FileProblem.of(exception) : cause.getMessage();
    }
}
