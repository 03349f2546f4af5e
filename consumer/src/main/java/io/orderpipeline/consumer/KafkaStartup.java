package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Connects to Kafka, waits for the topic and creates the dead-letter topic. One thread at a time. */
final class KafkaStartup implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(200);

    private final ConsumerConfig config;
    private final ServiceWait wait;
    private Admin admin;
    private TopicDescription topic;
    private String clusterId;

    KafkaStartup(ConsumerConfig config, ServiceWait wait) {
        this.config = config;
        this.wait = wait;
    }

    /** Waits until the broker and the topic are available. */
    void open() throws InterruptedException {
        String servers = (String) config.kafka().settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        admin = wait.until("the broker at " + servers, () -> ClientFactory.create(() -> Admin.create(settings())));
        OrdersTopic orders = new OrdersTopic(admin, wait, settings());
        topic = orders.await(config.kafka().topic());
        clusterId = orders.clusterId();
        orders.ensureDeadLetterTopic(
                config.kafka().deadLetterTopic(), topic.partitions().size());
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
