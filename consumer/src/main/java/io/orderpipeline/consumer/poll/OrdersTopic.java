package io.orderpipeline.consumer.poll;

import io.orderpipeline.cli.NotYetException;
import io.orderpipeline.cli.ServiceWait;
import io.orderpipeline.consumer.deadletter.DeadLetterProducers;
import io.orderpipeline.consumer.topic.Broker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits at start for the broker and the topic, and sees to it that the dead-letter topic is there. One thread. */
public final class OrdersTopic {

    /** A try ends within this time, so that a stop during the start is not late. */
    private static final long ATTEMPT_MS = 2_000;

    /** A dead letter is larger than its record by six headers, and records too large are just what comes here. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(DeadLetterProducers.LARGEST_LETTER_BYTES);

    private final Admin admin;
    private final ServiceWait wait;
    private final String bootstrapServers;

    /** @param bootstrapServers for messages */
    public OrdersTopic(Admin admin, ServiceWait wait, String bootstrapServers) {
        this.admin = admin;
        this.wait = wait;
        this.bootstrapServers = bootstrapServers;
    }

    public TopicDescription await(String topic) throws InterruptedException {
        wait.until(
                "the broker at " + bootstrapServers,
                () -> answer(admin.describeCluster().nodes()));
        return wait.until("the topic " + topic + ", which the producer creates", () -> describe(topic));
    }

    /** Creates the topic with as many partitions as the orders have, unless it is there. */
    public void ensureDeadLetters(String topic, int partitions) throws InterruptedException {
        wait.until("the dead-letter topic " + topic, () -> {
            try {
                return describe(topic).partitions().size();
            } catch (NotYetException e) {
                NewTopic absent = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES));
                answer(admin.createTopics(List.of(absent)).all());
                return partitions;
            }
        });
    }

    private TopicDescription describe(String topic) throws NotYetException, InterruptedException {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    }

    private <T> T answer(KafkaFuture<T> future) throws NotYetException, InterruptedException {
        try {
            return future.get(ATTEMPT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NotYetException("no answer from " + bootstrapServers, e);
        } catch (ExecutionException e) {
            throw notYet(e.getCause());
        }
    }

    private NotYetException notYet(Throwable cause) {
        if (Broker.isRefusal(cause)) {
            throw Broker.refusal(bootstrapServers, cause);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new NotYetException("it does not exist yet", cause);
        }
        if (cause instanceof TopicExistsException) {
            return new NotYetException("it is being created", cause);
        }
        return new NotYetException(String.valueOf(cause.getMessage()), cause);
    }
}
