package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cli.KafkaOptions;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;

/** The dead-letter topic as its two commands use it. One thread. */
final class DeadLetterTopic implements AutoCloseable {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Map<String, Object> settings;
    private final StopSignal stop;
    private final BrokerClient broker;

    DeadLetterTopic(KafkaOptions options, StopSignal stop) {
        this.name = options.deadLetterTopic();
        this.settings = options.settings();
        this.stop = stop;
        this.broker = new BrokerClient(settings, RESPONSE_LIMIT);
    }

    String name() {
        return name;
    }

    Map<String, Object> settings() {
        return settings;
    }

    BrokerClient broker() {
        return broker;
    }

    /** Empty when the topic does not exist. */
    Optional<TopicDescription> description() throws InterruptedException {
        return broker.topic(name);
    }

    String absence() {
        return "There are no dead letters: the topic " + name
                + " does not exist. The consumer creates it when it starts; is --dead-letter-topic right?";
    }

    /** Scans this topic, or that of the replay markers, until a stop is requested; the caller closes it. */
    TopicScan scan(TopicDescription topic) {
        return broker.scan(stop::isRequested)
                .fromBeginning(topic.name(), topic.partitions().size());
    }

    @Override
    public void close() {
        broker.close();
    }
}
