package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.common.kafka.ClientRejection;
import java.time.Duration;
import java.util.HashMap;
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
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker, and waits for an answer only so long: a command that answers questions must not hang. One thread. */
public final class BrokerClient implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

    private final Admin admin;
    private final Map<String, Object> settings;
    private final String bootstrapServers;
    private final Duration limit;

    private BrokerClient(Admin admin, Map<String, Object> settings, Duration limit) {
        this.admin = admin;
        this.settings = Map.copyOf(settings);
        this.bootstrapServers = bootstrapServers(settings);
        this.limit = limit;
    }

    /**
     * Does not ask anything yet.
     *
     * @param kafka settings for every Kafka client, bootstrap servers included
     * @param limit for each question
     * @throws UserError when the settings cannot be right
     */
    public static BrokerClient of(Map<String, Object> kafka, Duration limit) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        try {
            return new BrokerClient(ClientFactory.create(() -> Admin.create(settings)), settings, limit);
        } catch (NotReadyException e) {
            throw UserError.failed(
                    "cannot look for the broker at " + bootstrapServers(kafka) + ": " + e.getMessage()
                            + "; is --bootstrap-servers right?",
                    e);
        }
    }

    private static String bootstrapServers(Map<String, Object> settings) {
        return (String) settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    public Admin admin() {
        return admin;
    }

    /** Empty when there is no such topic. */
    public Optional<TopicDescription> topic(String name) throws InterruptedException {
        try {
            return Optional.of(
                    answer(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
        } catch (UserError e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates the topic; that somebody else has just done so is as good. */
    public void create(NewTopic topic) throws InterruptedException {
        try {
            answer(admin.createTopics(List.of(topic)).all());
        } catch (UserError e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** @throws UserError when there is no answer in time, or it is a refusal, which is then the error's cause */
    public <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        }
    }

    private UserError refused(Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return noAnswer(cause);
        }
        return ClientRejection.of("the broker at " + bootstrapServers, "an answer", cause)
                .orElseGet(() ->
                        UserError.failed("the broker at " + bootstrapServers + " says: " + cause.getMessage(), cause));
    }

    private UserError noAnswer(Throwable cause) {
        return ClientRejection.ofSilence(settings)
                .orElseGet(() -> UserError.failed(
                        "no answer from the broker at " + bootstrapServers + " within " + limit.toSeconds()
                                + " s; is it running, and is --bootstrap-servers right?",
                        cause));
    }

    /** Waits for no answer that nobody wants any more. */
    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
