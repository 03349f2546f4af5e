package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ExtraJars;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Creates every Kafka client, and reports invalid settings in one line. */
public final class ClientFactory {

    private static final String UNKNOWN_HOST = "No resolvable bootstrap";

    /** Messages of exceptions without a cause: of Kafka's settings, and of JAAS. */
    private static final Pattern MISSING_CLASS =
            Pattern.compile("(?:^|\\W)(?:Class|LoginModule found for|LoginModule class:) ([\\w.$]+)(?: can| could|$)");

    private ClientFactory() {}

    /**
     * Calls the client's constructor, for callers that wait for the broker.
     *
     * @param settings of the client
     * @throws NotReadyException when DNS does not know the host, or a token endpoint is not available, which may be
     *     temporary
     * @throws UserError when the client rejects its settings, or cannot log in
     */
    public static <T> T create(Map<String, Object> settings, Supplier<T> constructor) throws NotReadyException {
        try {
            return constructor.get();
        } catch (KafkaException e) {
            if (isUnknownHost(e)) {
                throw new NotReadyException("unknown host: there is no host of that name", e);
            }
            Optional<LoginFailure> login = LoginFailure.of(e, settings);
            if (login.isPresent() && missingClass(e).isEmpty()) {
                login.get().raise();
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
            return create(settings, constructor);
        } catch (NotReadyException e) {
            String broker = "the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
            boolean isUnknown = e.getCause() instanceof KafkaException cause && isUnknownHost(cause);
            throw UserError.failed(
                    "cannot connect to " + broker + ": " + e.getMessage()
                            + (isUnknown ? "; is --bootstrap-servers right?" : ""),
                    e);
        }
    }

    /** Whether a retry may help: DNS may know the host later. */
    private static boolean isUnknownHost(KafkaException e) {
        return String.valueOf(reason(e).getMessage()).contains(UNKNOWN_HOST);
    }

    private static UserError rejected(Throwable e) {
        return missingClass(e)
                .map(name -> UserError.badUsage("--kafka-config: the Kafka client cannot load a class of its settings: "
                        + name + "; correct its name, or add its jar: " + ExtraJars.howToAdd()))
                .orElseGet(() -> UserError.badUsage(
                        "--bootstrap-servers or --kafka-config: the Kafka client refuses its settings: "
                                + oneLine(reason(e))));
    }

    private static Optional<String> missingClass(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher missing = MISSING_CLASS.matcher(String.valueOf(cause.getMessage()));
            if (missing.find()) {
                return Optional.of(missing.group(1));
            }
            if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
                return Optional.of(oneLine(cause));
            }
        }
        return Optional.empty();
    }

    /** Without the exceptions that only say that there is no client. */
    private static Throwable reason(Throwable e) {
        Throwable reason = e;
        while (!(reason instanceof ConfigException)
                && reason.getCause() != null
                && reason.getCause().getMessage() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
