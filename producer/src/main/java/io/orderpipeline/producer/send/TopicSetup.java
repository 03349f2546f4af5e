package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.BrokerResponses;
import io.orderpipeline.common.kafka.TopicSetting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topic when it is absent. One thread. */
final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    /** The admin client's own timeout comes first. */
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(10);

    private static final Duration CONFIGURATION_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final KafkaTarget target;
    private final BrokerResponses responses;

    TopicSetup(Admin admin, KafkaTarget target) {
        this.admin = admin;
        this.target = target;
        this.responses = new BrokerResponses(target.adminSettings(), RESPONSE_LIMIT);
    }

    /**
     * One attempt to find the topic, or to create it.
     *
     * @return its number of partitions, which may differ from {@code --partitions} when it existed before
     */
    int ensureTopic() throws NotReadyException, InterruptedException {
        try {
            int partitions = get(admin.describeTopics(List.of(target.topic())).allTopicNames())
                    .get(target.topic())
                    .partitions()
                    .size();
            awaitLeaders(partitions);
            warnOfMissingReplicas();
            return useExisting(partitions);
        } catch (UnknownTopicOrPartitionException e) {
            create();
            awaitLeaders(target.partitions());
            warnOfMissingReplicas();
            return target.partitions();
        }
    }

    /** Without this, the broker would only seem to be unavailable: the client retries what it refuses. */
    private void warnOfMissingReplicas() throws InterruptedException {
        TopicSetting.missingReplicas(admin, target.topic(), CONFIGURATION_LIMIT)
                .ifPresent(warning -> LOG.warn("{}", warning));
    }

    /**
     * Waits until every partition leader responds: the client retries records for a leader that is not ready, which can
     * delay the partition for long.
     */
    private void awaitLeaders(int partitions) throws NotReadyException, InterruptedException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.put(new TopicPartition(target.topic(), partition), OffsetSpec.latest());
        }
        try {
            get(admin.listOffsets(all).all());
        } catch (UnknownTopicOrPartitionException e) {
            throw new NotReadyException("topic " + target.topic() + " is not ready on all its partitions", e);
        }
    }

    private int useExisting(int partitions) {
        if (partitions != target.partitions()) {
            LOG.warn(
                    "Topic {} has {} partitions, not the {} of --partitions; it is used as it is",
                    target.topic(),
                    partitions,
                    target.partitions());
        }
        return partitions;
    }

    private void create() throws NotReadyException, InterruptedException {
        var topic = new NewTopic(target.topic(), target.partitions(), (short) target.replicationFactor());
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            throw new NotReadyException("topic " + target.topic() + " is being created by another process", e);
        } catch (InvalidReplicationFactorException e) {
            throw new NotReadyException(
                    "it cannot create topic " + target.topic() + " with --replication-factor "
                            + target.replicationFactor() + " yet (" + ErrorText.of(e) + ")",
                    e);
        }
        LOG.info(
                "Created topic {} with {} partitions, replication factor {}",
                target.topic(),
                target.partitions(),
                target.replicationFactor());
    }

    /** Throws the errors that callers handle as they are. */
    private <T> T get(KafkaFuture<T> response) throws NotReadyException, InterruptedException {
        try {
            return BrokerResponses.await(response, RESPONSE_LIMIT);
        } catch (UnknownTopicOrPartitionException | TopicExistsException | InvalidReplicationFactorException e) {
            throw e;
        } catch (KafkaException e) {
            NotReadyException notReady = responses.notReady("the topic " + target.topic(), e);
            if (e instanceof RetriableException || e instanceof UnsupportedVersionException) {
                throw notReady;
            }
            throw UserError.failed(
                    target.broker() + " refuses topic " + target.topic() + ": " + ErrorText.of(e) + "; check --topic",
                    e);
        }
    }
}
