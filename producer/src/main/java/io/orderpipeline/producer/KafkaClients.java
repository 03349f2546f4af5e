package io.orderpipeline.producer;

import io.orderpipeline.cli.NotYetException;
import io.orderpipeline.cli.UserError;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Makes the Kafka clients, and says in one line which setting keeps them from being made. */
final class KafkaClients {

    private static final String UNKNOWN_HOST = "No resolvable bootstrap";

    private KafkaClients() {}

    static Admin admin(KafkaTarget target) throws NotYetException {
        return make(() -> Admin.create(ClientSettings.forAdmin(target)));
    }

    static Producer<byte[], byte[]> producer(KafkaTarget target) throws NotYetException {
        return make(() -> new KafkaProducer<>(ClientSettings.forProducer(target)));
    }

    private static <T> T make(Supplier<T> client) throws NotYetException {
        try {
            return client.get();
        } catch (KafkaException e) {
            Throwable cause = e instanceof ConfigException || e.getCause() == null ? e : e.getCause();
            if (String.valueOf(cause.getMessage()).contains(UNKNOWN_HOST)) {
                throw new NotYetException("there is no host of that name", e);
            }
            throw UserError.badUsage("--bootstrap-servers or --kafka-config: the Kafka client refuses its settings: "
                    + cause.getMessage());
        }
    }
}
