package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.TopicSetting;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.deadletter.DeadLetterCounts;
import io.orderpipeline.consumer.kafka.Age;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.MessageLimits;
import io.orderpipeline.consumer.kafka.TopicScan;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.Topic;

/** The checks of the broker; the first one connects. One thread. */
final class KafkaChecks implements AutoCloseable {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(5);

    private static final Duration READING_LIMIT = Duration.ofSeconds(5);

    /** Between two samples of the lag: longer than the interval of the consumer's commits. */
    private static final Duration LAG_INTERVAL = Duration.ofSeconds(2);

    /** Dead letters younger than this show a current problem. */
    private static final Duration RECENT = Duration.ofHours(1);

    private static final int MAX_SAMPLE_PER_PARTITION = 1_000;
    private static final int MAX_SAMPLE = 30_000;

    private final KafkaConfig config;
    private final StopSignal stop;
    private BrokerClient broker;
    private int partitions;

    KafkaChecks(KafkaConfig config, StopSignal stop) {
        this.stop = stop;
        this.config = config;
    }

    CheckResult broker() throws InterruptedException {
        broker = new BrokerClient(config.settings(), RESPONSE_LIMIT);
        DescribeClusterResult cluster = broker.admin().describeCluster();
        Collection<Node> nodes = broker.await(cluster.nodes());
        String text = "cluster %s, %d %s: %s"
                .formatted(
                        broker.await(cluster.clusterId()),
                        nodes.size(),
                        nodes.size() == 1 ? "node" : "nodes",
                        nodes.stream()
                                .map(node -> node.host() + ":" + node.port())
                                .sorted()
                                .collect(Collectors.joining(", ")));
        return CheckResult.ok(text)
                .failIf(BrokerFeatures.of(broker, config, RESPONSE_LIMIT).missing(config.settings()));
    }

    CheckResult topic() throws InterruptedException {
        Optional<TopicDescription> topic = broker.topic(config.topic());
        partitions = topic.map(TopicDescription::partitions).map(List::size).orElse(0);
        if (topic.isEmpty()) {
            return CheckResult.fail("there is no topic " + config.topic()
                    + "; the producer creates it when it starts. Is --topic right?");
        }
        return KafkaResults.topic(topic.get())
                .and(TopicSetting.compactionWarning(broker.admin(), config.topic(), RESPONSE_LIMIT))
                .failIf(missingReplicas(config.topic()));
    }

    private Optional<String> missingReplicas(String topic) throws InterruptedException {
        return TopicSetting.missingReplicas(broker.admin(), topic, RESPONSE_LIMIT);
    }

    CheckResult records() throws InterruptedException {
        PartitionSpread spread = new PartitionSpread(offsets().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        partition -> partition.getValue().end()
                                - partition.getValue().beginning())));
        int sample = Math.max(1, Math.min(MAX_SAMPLE_PER_PARTITION, MAX_SAMPLE / partitions));
        try (TopicScan scan = scan()) {
            scan.last(config.topic(), partitions, sample).forEach(spread::sample);
        }
        return spread.result();
    }

    CheckResult deadLetters() throws InterruptedException {
        return contentsOfDeadLetters()
                .failIf(missingReplicas(config.deadLetterTopic()))
                .failIf(missingReplicas(Topic.TRANSACTION_STATE_TOPIC_NAME));
    }

    private CheckResult contentsOfDeadLetters() throws InterruptedException {
        Optional<TopicDescription> topic = broker.topic(config.deadLetterTopic());
        if (topic.isEmpty()) {
            return CheckResult.warn("there is no topic " + config.deadLetterTopic()
                    + " yet; the consumer creates it when it starts. Is --dead-letter-topic right?");
        }
        Optional<String> limits = MessageLimits.read(
                        broker.admin(), config.topic(), config.deadLetterTopic(), RESPONSE_LIMIT)
                .warning(config.deadLetterTopic());
        if (limits.isPresent()) {
            return CheckResult.warn(limits.get());
        }
        try (TopicScan scan = scan()) {
            scan.fromBeginning(topic.get().name(), topic.get().partitions().size());
            return result(DeadLetterCounts.of(scan), scan.isStopped(), Instant.now());
        }
    }

    private CheckResult result(DeadLetterCounts counts, boolean more, Instant now) {
        if (counts.total() == 0) {
            return CheckResult.ok("none in " + config.deadLetterTopic());
        }
        String text = "%s%,d in %s, the newest %s old"
                .formatted(
                        more ? "more than " : "",
                        counts.total(),
                        config.deadLetterTopic(),
                        Age.of(counts.newest(), now));
        return counts.newest().isAfter(now.minus(RECENT))
                ? CheckResult.warn(text + ": `consumer.jar dead-letters list` shows why")
                : CheckResult.ok(text);
    }

    CheckResult group() throws InterruptedException {
        return members().failIf(missingReplicas(Topic.GROUP_METADATA_TOPIC_NAME));
    }

    private CheckResult members() throws InterruptedException {
        try {
            return KafkaResults.group(
                    broker.await(broker.admin()
                            .describeConsumerGroups(List.of(config.group()))
                            .describedGroups()
                            .get(config.group())),
                    config.topic(),
                    partitions);
        } catch (UserError e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return CheckResult.warn(
                        "there is no group " + config.group() + " yet; start the consumer, or check --group");
            }
            throw e;
        }
    }

    CheckResult lag() throws InterruptedException {
        Map<Integer, Offsets> before = offsets();
        if (KafkaResults.totalLag(before) == 0 && GroupOffsets.hidden(before).isEmpty()) {
            return KafkaResults.lag(before, before);
        }
        Map<Integer, Offsets> after = stop.await(LAG_INTERVAL) ? before : offsets();
        CheckResult lag = KafkaResults.lag(before, after);
        return new OpenTransactions(broker, config.topic())
                .describe(OpenTransactions.stuck(before, after))
                .map(hidden -> CheckResult.warn(hidden + "; " + lag.text()))
                .orElse(lag);
    }

    CheckResult clock() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(config.topic(), partition),
                        partition -> OffsetSpec.maxTimestamp()));
        try {
            return clock(broker.await(broker.admin().listOffsets(newest).all()).values());
        } catch (UserError e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return CheckResult.ok("not checked: brokers before Kafka 3.0 do not report the newest timestamp");
            }
            throw e;
        }
    }

    private static CheckResult clock(Collection<ListOffsetsResultInfo> newest) {
        long timestamp = newest.stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
        return timestamp < 0
                ? CheckResult.ok("no record with a timestamp")
                : ClockCheck.ofNewestRecord(Instant.ofEpochMilli(timestamp), Instant.now());
    }

    private Map<Integer, Offsets> offsets() throws InterruptedException {
        try {
            return new GroupOffsets(broker.admin(), config.group(), config.topic()).read();
        } catch (KafkaException e) {
            throw UserError.failed(
                    "cannot read the end offsets of the topic and the committed offsets of the group: "
                            + ErrorText.of(e),
                    e);
        }
    }

    /** A scan that ends after the limit, whatever there is to read. */
    private TopicScan scan() {
        long end = System.nanoTime() + READING_LIMIT.toNanos();
        return broker.scan(() -> stop.isRequested() || System.nanoTime() - end > 0);
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
