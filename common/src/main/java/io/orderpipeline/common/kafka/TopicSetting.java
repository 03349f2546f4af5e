package io.orderpipeline.common.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of topics, as the broker reports them, and what is wrong with them. */
public final class TopicSetting {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetting.class);

    private TopicSetting() {}

    /**
     * Empty when the broker does not say it, for example without the permission DescribeConfigs, or has no such
     * setting, as brokers that only have Kafka's protocol.
     *
     * @param limit for the response
     */
    public static Optional<String> read(Admin admin, String topic, String setting, Duration limit)
            throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = BrokerResponses.await(
                            admin.describeConfigs(List.of(resource)).all(), limit)
                    .get(resource);
            return Optional.ofNullable(config.get(setting)).map(ConfigEntry::value);
        } catch (KafkaException e) {
            LOG.debug("The configuration of {} cannot be read", topic, e);
            return Optional.empty();
        }
    }

    /** Whether the broker deletes records that are followed by another one with their key. */
    public static boolean isCompacted(Admin admin, String topic, Duration limit) throws InterruptedException {
        return read(admin, topic, TopicConfig.CLEANUP_POLICY_CONFIG, limit)
                .filter(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT))
                .isPresent();
    }

    /** What compaction does to a topic of orders, and what to do, as one sentence; empty without compaction. */
    public static Optional<String> compactionWarning(Admin admin, String topic, Duration limit)
            throws InterruptedException {
        return isCompacted(admin, topic, limit)
                ? Optional.of(topic + " has cleanup.policy compact: Kafka keeps only the last order of each key, which"
                        + " is the category, and deletes the others even before they are consumed; use a topic with"
                        + " cleanup.policy=delete")
                : Optional.empty();
    }

    /**
     * Why brokers before Kafka 3.7 accept no record for a topic with fewer replicas than {@code min.insync.replicas},
     * and what to do, as one sentence. Newer brokers require no more replicas than the topic has. Empty also when the
     * topic does not exist, and when the broker does not say it.
     */
    public static Optional<String> missingReplicas(Admin admin, String topic, Duration limit)
            throws InterruptedException {
        int required = read(admin, topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, limit)
                .map(Integer::valueOf)
                .orElse(0);
        int replicas = required <= 1 ? required : replicas(admin, topic, limit).orElse(required);
        if (replicas >= required || isSince37(admin, limit)) {
            return Optional.empty();
        }
        return Optional.of(("%1$s has min.insync.replicas %2$d and replication factor %3$d: brokers before Kafka 3.7"
                        + " accept no record for it; raise its replication factor to %2$d, or set its"
                        + " min.insync.replicas to %3$d")
                .formatted(topic, required, replicas));
    }

    /** A broker does not tell its version, but this request came with that one. Those of ZooKeeper never have it. */
    private static boolean isSince37(Admin admin, Duration limit) throws InterruptedException {
        try {
            var unused = BrokerResponses.await(
                    admin.listConfigResources(
                                    Set.of(ConfigResource.Type.CLIENT_METRICS), new ListConfigResourcesOptions())
                            .all(),
                    limit);
            return true;
        } catch (KafkaException e) {
            return !(e instanceof UnsupportedVersionException);
        }
    }

    private static Optional<Integer> replicas(Admin admin, String topic, Duration limit) throws InterruptedException {
        try {
            return BrokerResponses.await(admin.describeTopics(List.of(topic)).allTopicNames(), limit)
                    .get(topic)
                    .partitions()
                    .stream()
                    .map(partition -> partition.replicas().size())
                    .min(Integer::compare);
        } catch (KafkaException e) {
            LOG.debug("{} cannot be described", topic, e);
            return Optional.empty();
        }
    }
}
