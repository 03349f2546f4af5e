package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.BrokerResponses;
import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Kafka as the subcommands use it: an admin client whose requests have a time limit, and scans of topics. One thread.
 */
public final class BrokerClient implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

    private final Admin admin;
    private final Map<String, Object> settings;
    private final BrokerResponses responses;

    /**
     * Does not connect yet.
     *
     * @param kafka settings for every Kafka client, bootstrap servers included
     * @param limit for each request
     * @throws UserError when the settings are invalid
     */
    public BrokerClient(Map<String, Object> kafka, Duration limit) {
        settings = new HashMap<>(kafka);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        responses = new BrokerResponses(settings, limit);
        admin = ClientFactory.createNow(settings, () -> Admin.create(settings));
    }

    public Admin admin() {
        return admin;
    }

    public BrokerResponses responses() {
        return responses;
    }

    /** Empty when the topic does not exist. */
    public Optional<TopicDescription> topic(String name) throws InterruptedException {
        try {
            return Optional.of(
                    await(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
        } catch (UserError e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates the topic unless it exists. */
    public void create(NewTopic topic) throws InterruptedException {
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (UserError e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** @throws UserError when the broker reports an error, which is the cause, or does not respond in time */
    public <T> T await(KafkaFuture<T> response) throws InterruptedException {
        return responses.await(response);
    }

    /** @param stop checked between polls */
    public TopicScan scan(BooleanSupplier stop) {
        return TopicScan.open(settings, TopicScan.PATIENCE, stop);
    }

    /** Does not wait for responses that are outstanding. */
    @Override
    public void close() {
        admin.close(CLOSE_LIMIT);
    }
}
