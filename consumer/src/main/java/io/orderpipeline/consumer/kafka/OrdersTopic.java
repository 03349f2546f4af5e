package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.kafka.ClientRejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits at start for the broker and the topic, and sees to it that the dead-letter topic is there. One thread. */
public final class OrdersTopic {

    /** Above every sensible topic's limit, and above the client's default of 1 MiB. */
    public static final int LARGEST_DEAD_LETTER_BYTES = 16 * 1024 * 1024;

    /** A try ends within this time, so that a stop during the start is not late. */
    private static final long ATTEMPT_MS = 2_000;

    /** A dead letter is larger than its record by six headers, and records too large are just what comes here. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(LARGEST_DEAD_LETTER_BYTES);

    private final Admin admin;
    private final ServiceWait wait;
    private final Map<String, Object> settings;
    private final String broker;

    /** @param settings of the admin client, for what is to be said of a broker that does not answer */
    public OrdersTopic(Admin admin, ServiceWait wait, Map<String, Object> settings) {
        this.admin = admin;
        this.wait = wait;
        this.settings = Map.copyOf(settings);
        this.broker = "the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    public TopicDescription await(String topic) throws InterruptedException {
        wait.until(broker, () -> answer("an answer", admin.describeCluster().nodes()));
        return wait.until("the topic " + topic + ", which the producer creates", () -> describe(topic));
    }

    /** Creates the topic with as many partitions as the orders have, unless it is there. */
    public void ensureDeadLetters(String topic, int partitions) throws InterruptedException {
        wait.until("the dead-letter topic " + topic, () -> {
            try {
                return describe(topic).partitions().size();
            } catch (NotReadyException e) {
                NewTopic absent = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES));
                answer(named(topic), admin.createTopics(List.of(absent)).all());
                return partitions;
            }
        });
    }

    private TopicDescription describe(String topic) throws NotReadyException, InterruptedException {
        return answer(named(topic), admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic);
    }

    private static String named(String topic) {
        return "the topic " + topic;
    }

    private <T> T answer(String what, KafkaFuture<T> future) throws NotReadyException, InterruptedException {
        try {
            return future.get(ATTEMPT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (ExecutionException e) {
            throw notYet(what, e.getCause());
        }
    }

    private NotReadyException silent(TimeoutException e) {
        ClientRejection.throwIfPresent(ClientRejection.ofSilence(settings));
        return new NotReadyException("no answer", e);
    }

    private NotReadyException notYet(String what, Throwable cause) {
        ClientRejection.throwIfPresent(ClientRejection.of(broker, what, cause));
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new NotReadyException("it does not exist yet", cause);
        }
        if (cause instanceof TopicExistsException) {
            return new NotReadyException("it is being created", cause);
        }
        return new NotReadyException(String.valueOf(cause.getMessage()), cause);
    }
}
