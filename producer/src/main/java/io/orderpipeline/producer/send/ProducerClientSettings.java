package io.orderpipeline.producer.send;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the Kafka clients: our defaults, the user's file over them, and over both what we promise. */
public final class ProducerClientSettings {

    private static final Map<String, Object> DEFAULTS = Map.of(
            // A demonstration's broker is near and its orders small: a millisecond fills batches at high rates, and a
            // lone order does not wait for company.
            ProducerConfig.LINGER_MS_CONFIG, 1,
            // The default of 16 KiB holds 60 orders; at full rate the broker spends more on requests than on orders.
            ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024,
            // A send waits for memory as long as the records that fill it may take to be delivered or to fail.
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 130_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000,
            // Sends usage figures of the client to whoever runs the broker; nobody here asked for that.
            ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);

    /** Without these an order could be lost, doubled, reordered or sent to another partition than its key's. */
    private static final Map<String, Object> PROMISES = new TreeMap<>(Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName()));

    /** Settings that we cannot obey at all. */
    private static final List<String> REMOVED =
            List.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    /** An attempt to reach the broker at start ends within this, so that a stop is obeyed soon. */
    private static final int ADMIN_TIMEOUT_MS = 3_000;

    private ProducerClientSettings() {}

    public static Map<String, Object> forProducer(KafkaTarget target) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(target.clientSettings());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        settings.putAll(PROMISES);
        settings.keySet().removeAll(REMOVED);
        return settings;
    }

    public static Map<String, Object> forAdmin(KafkaTarget target) {
        Map<String, Object> settings = new HashMap<>(target.clientSettings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** Which of the user's settings are not obeyed, a line each. */
    public static List<String> overruled(KafkaTarget target) {
        Map<String, String> kept = new TreeMap<>();
        PROMISES.forEach((name, value) -> kept.put(name, "stays " + value));
        REMOVED.forEach(name -> kept.put(name, "stays unset"));
        return kept.entrySet().stream()
                .filter(setting -> contradicts(target.clientSettings().get(setting.getKey()), setting.getKey()))
                .map(setting -> "--kafka-config: " + setting.getKey() + " " + setting.getValue()
                        + "; no order may be lost, doubled or sent to another partition")
                .toList();
    }

    private static boolean contradicts(Object wanted, String name) {
        boolean allInDigits = name.equals(ProducerConfig.ACKS_CONFIG) && "-1".equals(wanted);
        return wanted != null && !wanted.equals(PROMISES.get(name)) && !allInDigits;
    }
}
