package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.deadletter.DeadLetterCounts;
import io.orderpipeline.consumer.kafka.Age;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.ScanConsumers;
import io.orderpipeline.consumer.kafka.TopicScan;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What is asked of the broker; the first question connects. One thread. */
final class KafkaChecks implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private static final Duration READING_LIMIT = Duration.ofSeconds(5);

    /** Between two looks at a lag: longer than the consumer lets pass between commits. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Dead letters younger than this say that something is wrong now. */
    private static final Duration RECENT = Duration.ofHours(1);

    private static final int SAMPLE_OF_PARTITION = 1_000;
    private static final int SAMPLE = 30_000;

    private final Doctor.Patient patient;
    private final StopSignal stop;
    private BrokerClient broker;
    private int partitions;

    KafkaChecks(Doctor.Patient patient, StopSignal stop) {
        this.stop = stop;
        this.patient = patient;
    }

    CheckResult broker() throws InterruptedException {
        broker = BrokerClient.of(patient.kafka(), ANSWER_LIMIT);
        DescribeClusterResult cluster = broker.admin().describeCluster();
        Collection<Node> nodes = broker.answer(cluster.nodes());
        return CheckResult.ok("cluster %s, %d %s: %s"
                .formatted(
                        broker.answer(cluster.clusterId()),
                        nodes.size(),
                        nodes.size() == 1 ? "node" : "nodes",
                        nodes.stream()
                                .map(node -> node.host() + ":" + node.port())
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    CheckResult topic() throws InterruptedException {
        Optional<TopicDescription> topic = broker.topic(patient.topic());
        partitions = topic.map(TopicDescription::partitions).map(List::size).orElse(0);
        return topic.map(TopicCheck::of)
                .orElseGet(() -> CheckResult.fail("there is no topic " + patient.topic()
                        + "; the producer creates it when it starts. Is --topic right?"));
    }

    CheckResult records() throws InterruptedException {
        PartitionSpread spread = new PartitionSpread(progress().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        partition -> partition.getValue().end()
                                - partition.getValue().beginning())));
        try (TopicScan scan = scan(patient.topic(), partitions)) {
            scan.last(Math.max(1, Math.min(SAMPLE_OF_PARTITION, SAMPLE / partitions)));
            for (var batch = scan.next(); !batch.isEmpty(); batch = scan.next()) {
                batch.forEach(spread::sample);
            }
        }
        return spread.answer();
    }

    CheckResult deadLetters() throws InterruptedException {
        Optional<TopicDescription> topic = broker.topic(patient.deadLetterTopic());
        if (topic.isEmpty()) {
            return CheckResult.warn("there is no topic " + patient.deadLetterTopic()
                    + " yet; the consumer creates it when it starts. Is --dead-letter-topic right?");
        }
        try (TopicScan scan = scan(topic.get().name(), topic.get().partitions().size())) {
            return letters(DeadLetterCounts.of(scan.fromBeginning()), scan.isStopped(), Instant.now());
        }
    }

    private CheckResult letters(DeadLetterCounts counts, boolean more, Instant now) {
        if (counts.total() == 0) {
            return CheckResult.ok("none in " + patient.deadLetterTopic());
        }
        String text = "%s%,d in %s, the newest %s old"
                .formatted(
                        more ? "more than " : "",
                        counts.total(),
                        patient.deadLetterTopic(),
                        Age.of(counts.newest(), now));
        return counts.newest().isAfter(now.minus(RECENT))
                ? CheckResult.warn(text + ": `consumer.jar dead-letters list` shows why")
                : CheckResult.ok(text);
    }

    CheckResult group() throws InterruptedException {
        try {
            return GroupCheck.of(
                    broker.answer(broker.admin()
                            .describeConsumerGroups(List.of(patient.group()))
                            .describedGroups()
                            .get(patient.group())),
                    patient.topic(),
                    partitions);
        } catch (UserError e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return CheckResult.warn("there is no group " + patient.group()
                        + " yet; start the consumer, or see whether --group is right");
            }
            throw e;
        }
    }

    CheckResult lag() throws InterruptedException {
        Map<Integer, Offsets> before = progress();
        if (LagCheck.total(before) == 0) {
            return LagCheck.of(before, before);
        }
        return LagCheck.of(before, stop.await(BETWEEN_LOOKS) ? before : progress());
    }

    CheckResult clock() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> newest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(patient.topic(), partition),
                        partition -> OffsetSpec.maxTimestamp()));
        long timestamp = broker.answer(broker.admin().listOffsets(newest).all()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElse(-1);
        return timestamp < 0
                ? CheckResult.ok("no record to tell the time by")
                : ClockCheck.ofNewestRecord(Instant.ofEpochMilli(timestamp), Instant.now());
    }

    private Map<Integer, Offsets> progress() throws InterruptedException {
        try {
            return new GroupOffsets(broker.admin(), patient.group(), patient.topic()).read();
        } catch (TimeoutException | ExecutionException e) {
            throw UserError.failed("the broker does not say where the topic ends and what is committed: " + e, e);
        }
    }

    /** One that ends in time, whatever there is to read. */
    private TopicScan scan(String topic, int partitionsOfTopic) {
        long end = System.nanoTime() + READING_LIMIT.toNanos();
        return new TopicScan(
                ScanConsumers.open(patient.kafka()),
                topic,
                partitionsOfTopic,
                () -> stop.isRequested() || System.nanoTime() - end > 0);
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
