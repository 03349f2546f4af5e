package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Creates Kafka clients, and reports invalid settings in one line. */
public final class ClientFactory {

    private static final String UNKNOWN_HOST = "No resolvable bootstrap";

    private ClientFactory() {}

    /**
     * Calls the client's constructor.
     *
     * @throws NotReadyException when DNS does not know the host, which may be temporary
     * @throws UserError when the client rejects its settings
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
