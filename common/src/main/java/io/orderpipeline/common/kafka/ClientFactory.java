package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Creates every Kafka client, and reports invalid settings in one line. */
public final class ClientFactory {

    private static final String UNKNOWN_HOST = "No resolvable bootstrap";

    private ClientFactory() {}

    /**
     * Calls the client's constructor, for callers that wait for the broker.
     *
     * @throws NotReadyException when DNS does not know the host, which may be temporary
     * @throws UserError when the client rejects its settings
     */
    public static <T> T create(Supplier<T> constructor) throws NotReadyException {
        try {
            return constructor.get();
        } catch (KafkaException e) {
            if (isUnknownHost(e)) {
                throw new NotReadyException("unknown host: there is no host of that name", e);
            }
            throw rejected(e);
        } catch (IllegalArgumentException | LinkageError e) {
            throw rejected(e);
        }
    }

    /**
     * Calls the client's constructor, for callers that do not wait.
     *
     * @param settings of the client, bootstrap servers included
     * @throws UserError when DNS does not know the host, or the client rejects its settings
     */
    public static <T> T createNow(Map<String, Object> settings, Supplier<T> constructor) {
        try {
            return create(constructor);
        } catch (NotReadyException e) {
            throw UserError.failed(
                    "cannot look for the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + ": "
                            + e.getMessage() + "; is --bootstrap-servers right?",
                    e);
        }
    }

    /** Whether a retry may help: DNS may know the host later. */
    private static boolean isUnknownHost(KafkaException e) {
        return String.valueOf(reason(e).getMessage()).contains(UNKNOWN_HOST);
    }

    private static UserError rejected(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
                return UserError.badUsage("--kafka-config: the Kafka client cannot load a class of its settings: "
                        + oneLine(cause) + "; correct its name, or start with its jar on the class path: java -cp"
                        + " PROGRAM.jar:OTHER.jar MAIN-CLASS");
            }
        }
        return UserError.badUsage(
                "--bootstrap-servers or --kafka-config: the Kafka client refuses its settings: " + oneLine(reason(e)));
    }

    /** Without the exceptions that only say that there is no client. */
    private static Throwable reason(Throwable e) {
        return e instanceof ConfigException || e.getCause() == null ? e : e.getCause();
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
