package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.BrokerResponses;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits at start for the broker and the topic, and creates the dead-letter topic. One thread. */
public final class OrdersTopic {

    /** The largest dead letter: above every sensible topic's limit, and above the client's default of 1 MiB. */
    public static final int LARGEST_DEAD_LETTER_BYTES = 16 * 1024 * 1024;

    /** An attempt ends within this time, so that a stop during the start is not delayed. */
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final ServiceWait wait;
    private final BrokerResponses responses;
    private final String broker;

    /** @param settings of the admin client */
    public OrdersTopic(Admin admin, ServiceWait wait, Map<String, Object> settings) {
        this.admin = admin;
        this.wait = wait;
        this.responses = new BrokerResponses(settings, ATTEMPT_LIMIT, wait::isStopping);
        this.broker = "the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    public TopicDescription await(String topic) throws InterruptedException {
        awaitBroker();
        return wait.until("the topic " + topic + ", which the producer creates", () -> describe(topic));
    }

    /**
     * Waits for the broker only.
     *
     * @throws UserError when the topic does not exist
     */
    public void require(String topic) throws InterruptedException {
        awaitBroker();
        wait.until("the topic " + topic, () -> {
            try {
                return describe(topic);
            } catch (NotReadyException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw UserError.failed(
                            "there is no topic " + topic + " at " + broker
                                    + "; start the producer, which creates it, or correct --topic",
                            e);
                }
                throw e;
            }
        });
    }

    private void awaitBroker() throws InterruptedException {
        wait.until(
                broker,
                () -> responses.awaitReady("an answer", admin.describeCluster().nodes()));
    }

    /** The id of the cluster that the topic is in. */
    public String clusterId() throws InterruptedException {
        return wait.until(
                broker,
                () -> responses.awaitReady("an answer", admin.describeCluster().clusterId()));
    }

    /** Creates the topic with as many partitions as the orders have, unless it exists. */
    public void ensureDeadLetterTopic(String topic, int partitions) throws InterruptedException {
        wait.until("the dead-letter topic " + topic, () -> {
            try {
                return describe(topic).partitions().size();
            } catch (NotReadyException e) {
                // A dead letter is larger than its record by six headers, and may exist because the record is too
                // large.
                NewTopic absent = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_DEAD_LETTER_BYTES)));
                responses.awaitReady(
                        "the topic " + topic,
                        admin.createTopics(List.of(absent)).all());
                return partitions;
            }
        });
    }

    private TopicDescription describe(String topic) throws NotReadyException, InterruptedException {
        return responses
                .awaitReady(
                        "the topic " + topic,
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic);
    }
}
