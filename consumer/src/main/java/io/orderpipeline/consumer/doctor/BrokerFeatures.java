package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.GroupTransactions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What the consumer needs of the brokers beyond the Kafka client's own minimum. A broker does not tell its version, so
 * requests are tried that change nothing.
 *
 * @param hasGroupTransactions whether dead letters and offsets can be committed together
 * @param hasConsumerProtocol whether groups with {@code group.protocol=consumer} are offered
 */
record BrokerFeatures(boolean hasGroupTransactions, boolean hasConsumerProtocol) {

    private static final String GROUP_VERSION = "group.version";

    /** @param limit for the response about transactions */
    static BrokerFeatures of(BrokerClient broker, KafkaConfig config, Duration limit) throws InterruptedException {
        return new BrokerFeatures(
                GroupTransactions.areSupported(config.settings(), config.group(), config.topic(), limit),
                hasConsumerProtocol(broker));
    }

    private static boolean hasConsumerProtocol(BrokerClient broker) throws InterruptedException {
        try {
            FinalizedVersionRange version = broker.await(
                            broker.admin().describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get(GROUP_VERSION);
            return version != null && version.maxVersionLevel() > 0;
        } catch (UserError e) {
            // Other failures say nothing about the version.
            return !(e.getCause() instanceof UnsupportedVersionException);
        }
    }

    /**
     * What the consumer needs and the brokers lack, and what to do; empty when nothing is missing.
     *
     * @param settings of the Kafka clients
     */
    Optional<String> missing(Map<String, Object> settings) {
        if (!hasGroupTransactions) {
            return Optional.of(GroupTransactions.UNSUPPORTED);
        }
        Object protocol = settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        if (GroupProtocol.CONSUMER.name().equalsIgnoreCase(String.valueOf(protocol)) && !hasConsumerProtocol) {
            return Optional.of("the brokers do not offer group.protocol=consumer, which the file of --kafka-config"
                    + " sets: it needs Kafka 4.0 or newer and " + GROUP_VERSION + " 1; set group.protocol=classic");
        }
        return Optional.empty();
    }
}
