package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Makes Kafka clients, and says in one line which setting keeps them from being made. */
public final class ClientFactory {

    private static final String UNKNOWN_HOST = "No resolvable bootstrap";

    private ClientFactory() {}

    /**
     * Makes the client of {@code constructor}.
     *
     * @throws NotYetException when no host of that name is known, which may pass
     * @throws UserError when the client refuses its settings
     */
    public static <T> T create(Supplier<T> constructor) throws NotReadyException {
        try {
            return constructor.get();
        } catch (KafkaException e) {
            Throwable cause = e instanceof ConfigException || e.getCause() == null ? e : e.getCause();
            if (String.valueOf(cause.getMessage()).contains(UNKNOWN_HOST)) {
                throw new NotReadyException("there is no host of that name", e);
            }
            throw UserError.badUsage("--bootstrap-servers or --kafka-config: the Kafka client refuses its settings: "
                    + cause.getMessage());
        }
    }
}
