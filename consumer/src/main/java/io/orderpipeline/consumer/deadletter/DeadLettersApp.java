package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cli.DeadLetterOptions;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.ScanConsumers;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the two dead-letter commands together. Everything happens on the main thread. */
final class DeadLettersApp {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(DeadLettersApp.class);

    private final Map<String, Object> kafka;
    private final String deadLetterTopic;
    private final StopSignal stop;
    private final PrintWriter out;

    private DeadLettersApp(Map<String, Object> kafka, String deadLetterTopic, StopSignal stop, PrintWriter out) {
        this.kafka = kafka;
        this.deadLetterTopic = deadLetterTopic;
        this.stop = stop;
        this.out = out;
    }

    static DeadLettersApp of(DeadLetterOptions options, StopSignal stop, PrintWriter out) {
        KafkaConfig.requireTopic("--dead-letter-topic", options.deadLetterTopic);
        return new DeadLettersApp(options.settings(), options.deadLetterTopic, stop, out);
    }

    /** @return the exit code */
    int list(DeadLetterListing list, boolean json) throws InterruptedException {
        return withBroker(broker -> {
            Optional<TopicDescription> topic = broker.topic(deadLetterTopic);
            if (topic.isEmpty()) {
                return none(!json);
            }
            try (TopicScan scan = scan(topic.get())) {
                return json ? list.json(scan, out) : list.table(scan, deadLetterTopic, Instant.now(), out);
            }
        });
    }

    /**
     * @param from a file in place of the topic
     * @return the exit code
     */
    int replay(DeadLetterFilter filter, Optional<Path> from, boolean dryRun) throws InterruptedException {
        return withBroker(broker -> {
            Optional<TopicDescription> topic = broker.topic(deadLetterTopic);
            if (topic.isEmpty()) {
                none(true);
                return filter.origins().isEmpty() && from.isEmpty() ? Program.OK : Program.FAILED;
            }
            try (ReplaySource source = source(topic.get(), from)) {
                return dryRun
                        ? replay(broker, topic.get(), filter, source, Optional.empty())
                        : replay(broker, topic.get(), filter, source);
            }
        });
    }

    private int replay(BrokerClient broker, TopicDescription topic, DeadLetterFilter filter, ReplaySource source)
            throws InterruptedException {
        NewTopic marks = new NewTopic(ReplayMarkers.topic(deadLetterTopic), Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        broker.create(marks);
        try (ReplayTransactions transactions = ReplayTransactions.of(deadLetterTopic, kafka)) {
            transactions.begin();
            return replay(broker, topic, filter, source, Optional.of(transactions));
        }
    }

    private int replay(
            BrokerClient broker,
            TopicDescription topic,
            DeadLetterFilter filter,
            ReplaySource source,
            Optional<ReplayTransactions> transactions)
            throws InterruptedException {
        ReplayMarkers marks = new ReplayMarkers(deadLetterTopic, topic.topicId());
        Optional<TopicDescription> marksTopic = broker.topic(ReplayMarkers.topic(deadLetterTopic));
        if (marksTopic.isPresent()) {
            try (TopicScan scan = scan(marksTopic.get())) {
                marks.read(scan);
            }
        }
        return new Replay(deadLetterTopic, filter, marks, name -> partitions(broker, name), transactions, out)
                .run(source);
    }

    private static int partitions(BrokerClient broker, String topic) throws InterruptedException {
        return broker.topic(topic)
                .map(description -> description.partitions().size())
                .orElse(0);
    }

    private ReplaySource source(TopicDescription topic, Optional<Path> from) {
        return from.isPresent() ? DeadLetterFile.open(from.get(), stop::isRequested) : ReplaySource.of(scan(topic));
    }

    private TopicScan scan(TopicDescription topic) {
        return new TopicScan(
                        ScanConsumers.open(kafka),
                        topic.name(),
                        topic.partitions().size(),
                        stop::isRequested)
                .fromBeginning();
    }

    /** @param toStdout false when that is for JSON only */
    private int none(boolean toStdout) {
        String message = "There are no dead letters: the topic " + deadLetterTopic
                + " does not exist. The consumer creates it when it starts; is --dead-letter-topic right?";
        if (toStdout) {
            out.println(message);
        } else {
            LOG.info("{}", message);
        }
        return Program.OK;
    }

    private interface Work {
        int run(BrokerClient broker) throws InterruptedException;
    }

    private int withBroker(Work work) throws InterruptedException {
        try (BrokerClient broker = BrokerClient.of(kafka, ANSWER_LIMIT)) {
            return work.run(broker);
        } finally {
            out.flush();
        }
    }
}
