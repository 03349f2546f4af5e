package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.common.kafka.TopicSetting;
import io.orderpipeline.consumer.deadletter.DeadLetterWriters;
import io.orderpipeline.consumer.kafka.GroupTransactions;
import io.orderpipeline.consumer.kafka.MessageLimits;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to Kafka, waits for the topic and creates the dead-letter topic. One thread at a time. */
final class KafkaStartup implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(200);

    /** Without a response, the consumer learns the limits from the first dead letter that is refused. */
    private static final Duration CONFIGURATION_LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaStartup.class);

    private final ConsumerConfig config;
    private final ServiceWait wait;
    private Admin admin;
    private TopicDescription topic;
    private String clusterId;
    private MessageLimits limits;

    KafkaStartup(ConsumerConfig config, ServiceWait wait) {
        this.config = config;
        this.wait = wait;
    }

    /** Waits until the broker and the topic are available. */
    void open() throws InterruptedException {
        String servers = (String) config.kafka().settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        admin = wait.until(
                "the broker at " + servers, () -> ClientFactory.create(settings(), () -> Admin.create(settings())));
        OrdersTopic orders = new OrdersTopic(admin, wait, settings());
        topic = orders.await(config.kafka().topic());
        clusterId = orders.clusterId();
        requireGroupTransactions();
        orders.ensureDeadLetterTopic(
                config.kafka().deadLetterTopic(), topic.partitions().size());
        limits = MessageLimits.read(admin, topic.name(), config.kafka().deadLetterTopic(), CONFIGURATION_LIMIT);
        new DeadLetterWriters(
                        admin, config.kafka().deadLetterTopic(), config.kafka().group())
                .warnOfOtherGroups();
        warn(limits.warning(config.kafka().deadLetterTopic()));
        warn(TopicSetting.compactionWarning(admin, topic.name(), CONFIGURATION_LIMIT));
        warn(TopicSetting.missingReplicas(admin, config.kafka().deadLetterTopic(), CONFIGURATION_LIMIT));
        warn(TopicSetting.missingReplicas(admin, Topic.GROUP_METADATA_TOPIC_NAME, CONFIGURATION_LIMIT));
        warn(TopicSetting.missingReplicas(admin, Topic.TRANSACTION_STATE_TOPIC_NAME, CONFIGURATION_LIMIT));
    }

    /** The first invalid record would end the consumer, perhaps after months. */
    private void requireGroupTransactions() {
        if (!GroupTransactions.areSupported(
                config.kafka().settings(), config.kafka().group(), topic.name(), CONFIGURATION_LIMIT)) {
            throw UserError.failed(
                    GroupTransactions.UNSUPPORTED + "; docs/compatibility.md has the versions that work");
        }
    }

    private static void warn(Optional<String> warning) {
        warning.ifPresent(text -> LOG.warn("{}", text));
    }

    /** The largest record that the dead-letter topic accepts, as far as it is known. */
    int deadLetterBytes() {
        return Math.min(limits.deadLetters().orElse(Integer.MAX_VALUE), OrdersTopic.LARGEST_DEAD_LETTER_BYTES);
    }

    Admin admin() {
        return admin;
    }

    String clusterId() {
        return clusterId;
    }

    TopicDescription topic() {
        return topic;
    }

    /** The limit abandons requests in progress, whose responses are no longer needed. */
    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>(config.kafka().settings());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
