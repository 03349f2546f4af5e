package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.KafkaConfigFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic to send to, its cluster and the Kafka client settings: our defaults, overridden by the user's file,
 * overridden by the delivery guarantees.
 *
 * @param partitions of a topic that is created
 * @param replicationFactor likewise
 * @param clientSettings from {@code --kafka-config}
 * @param startupTimeout how long to wait for the broker; zero for no limit
 */
public record KafkaTarget(
        Optional<String> bootstrapOption,
        String topic,
        int partitions,
        int replicationFactor,
        Map<String, Object> clientSettings,
        Duration startupTimeout) {

    private static final Map<String, Object> DEFAULTS = Map.of(
            // Fills batches at high rates and hardly delays a single order.
            ProducerConfig.LINGER_MS_CONFIG, 1,
            // The default of 16 KiB holds 60 orders: at full rate the broker spends more on requests than on orders.
            ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024,
            // Longer than the delivery timeout, so that a full buffer drains before a send fails.
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 130_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000,
            // No client telemetry to the operator of the broker.
            ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);

    /** Without these, orders could be lost, duplicated, reordered or sent to another partition than their key's. */
    private static final Map<String, Object> GUARANTEES = new TreeMap<>(Map.of(
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName()));

    /** Settings that are always removed. */
    private static final List<String> REMOVED =
            List.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    /** Limits one attempt to reach the broker, so that a stop takes effect soon. */
    private static final int ADMIN_TIMEOUT_MS = 3_000;

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public KafkaTarget {
        UserError.requireUsage(
                TOPIC.matcher(topic).matches(),
                "--topic: '" + topic + "' is not a valid topic name; use up to 249 letters, digits, '.',"
                        + " '_' and '-'");
        requirePositive("--partitions", partitions);
        requirePositive("--replication-factor", replicationFactor);
        UserError.requireUsage(
                replicationFactor <= Short.MAX_VALUE,
                "--replication-factor: " + replicationFactor + " is more than any cluster has" + " brokers");
        clientSettings = Map.copyOf(clientSettings);
    }

    private static void requirePositive(String option, int number) {
        UserError.requireUsage(number >= 1, option + ": " + number + " is too small; give 1 or more");
    }

    /** The option takes precedence over the file. */
    String bootstrapServers() {
        return bootstrapOption.orElseGet(() -> KafkaConfigFile.bootstrapServers(null, clientSettings));
    }

    String broker() {
        return "the broker at " + bootstrapServers();
    }

    Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(clientSettings());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.putAll(GUARANTEES);
        settings.keySet().removeAll(REMOVED);
        return settings;
    }

    Map<String, Object> adminSettings() {
        Map<String, Object> settings = new HashMap<>(clientSettings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** One line for each of the user's settings that is overridden. */
    List<String> overruledSettings() {
        Map<String, String> kept = new TreeMap<>();
        GUARANTEES.forEach((name, value) -> kept.put(name, "stays " + value));
        REMOVED.forEach(name -> kept.put(name, "stays unset"));
        return kept.entrySet().stream()
                .filter(setting -> contradicts(clientSettings().get(setting.getKey()), setting.getKey()))
                .map(setting -> "--kafka-config: " + setting.getKey() + " " + setting.getValue()
                        + "; otherwise orders could be lost, duplicated or sent to another partition")
                .toList();
    }

    private static boolean contradicts(Object wanted, String name) {
        boolean allInDigits = name.equals(ProducerConfig.ACKS_CONFIG) && "-1".equals(wanted);
        return wanted != null && !wanted.equals(GUARANTEES.get(name)) && !allInDigits;
    }
}
