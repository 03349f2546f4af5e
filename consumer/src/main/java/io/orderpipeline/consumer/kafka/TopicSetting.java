package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.kafka.BrokerResponses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of topics, as the broker reports them. */
public final class TopicSetting {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetting.class);

    private TopicSetting() {}

    /**
     * Empty when the broker does not say it, for example without the permission DescribeConfigs.
     *
     * @param limit for the response
     */
    public static Optional<String> read(Admin admin, String topic, String setting, Duration limit)
            throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Optional.of(BrokerResponses.await(
                            admin.describeConfigs(List.of(resource)).all(), limit)
                    .get(resource)
                    .get(setting)
                    .value());
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

    /** What compaction does to a topic of orders, and what to do, as one sentence. */
    public static String compactionWarning(String topic) {
        return topic
                + " has cleanup.policy compact: Kafka keeps only the last order of each key, which is the category,"
                + " and deletes the others even before they are consumed; use a topic with cleanup.policy=delete";
    }
}
