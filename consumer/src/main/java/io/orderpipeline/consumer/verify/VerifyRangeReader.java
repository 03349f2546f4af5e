package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.kafka.TopicSetting;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.ConsumptionWait.Consumption;
import io.orderpipeline.consumer.verify.VerifyRange.Range;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads beginning, end and committed offsets from the broker. One thread. */
final class VerifyRangeReader {

    private static final Duration SETTING_LIMIT = Duration.ofSeconds(5);

    private final BrokerClient broker;
    private final ServiceWait wait;
    private final KafkaConfig kafka;
    private final GroupOffsets group;
    private final String orderOffsets;
    private final String deadLetterOffsets;

    VerifyRangeReader(BrokerClient broker, ServiceWait wait, KafkaConfig kafka) {
        this.broker = broker;
        this.wait = wait;
        this.kafka = kafka;
        this.group = new GroupOffsets(broker.admin(), kafka.group(), kafka.topic());
        this.orderOffsets = "the offsets of " + kafka.topic();
        this.deadLetterOffsets = "the offsets of " + kafka.deadLetterTopic();
    }

    /**
     * Reads the committed offsets before the end of the dead letters: so the dead letters of all committed offsets are
     * within the range.
     *
     * @param consumption how long to wait until the group has consumed what is in the topic now
     * @param pause throws when the command must end
     */
    VerifyRange read(Duration consumption, ConsumptionWait.Pause pause) throws InterruptedException {
        new OrdersTopic(broker.admin(), wait, kafka.settings()).require(kafka.topic());
        Map<Integer, Offsets> start = wait.until(orderOffsets, this::orders);
        Consumption orders = new ConsumptionWait(this::orders, pause, System::nanoTime).await(start, consumption);
        Map<Integer, Range> deadLetters = wait.until(deadLetterOffsets, this::deadLetters);
        boolean isCompacted = TopicSetting.isCompacted(broker.admin(), kafka.topic(), SETTING_LIMIT);
        return new VerifyRange(
                kafka.topic(), kafka.deadLetterTopic(), orders.offsets(), orders.lost(), deadLetters, isCompacted);
    }

    private Map<Integer, Offsets> orders() throws NotReadyException, InterruptedException {
        try {
            return group.read();
        } catch (KafkaException e) {
            throw broker.responses().notReady(orderOffsets, e);
        }
    }

    /** The tables that hold the orders of the group, according to the metadata of its commits. */
    Set<String> tablesOfGroup() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = wait.until(
                "the offsets of group " + kafka.group(),
                () -> await(
                        broker.admin().listConsumerGroupOffsets(kafka.group()).partitionsToOffsetAndMetadata()));
        return committed.entrySet().stream()
                .filter(partition -> partition.getKey().topic().equals(kafka.topic()))
                .flatMap(partition -> CommitMetadata.read(partition.getValue()).stream())
                .map(CommitMetadata::table)
                .filter(table -> !table.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Up to the last record, not the last stable offset: an open transaction may hide dead letters that were committed
     * after it began, so the scan must wait for its end.
     */
    private Map<Integer, Range> deadLetters() throws NotReadyException, InterruptedException {
        Map<Integer, Range> ranges = new HashMap<>();
        for (int number = 0; number < deadLetterPartitions(); number++) {
            TopicPartition partition = new TopicPartition(kafka.deadLetterTopic(), number);
            ranges.put(
                    number,
                    new Range(offset(partition, OffsetSpec.earliest()), offset(partition, OffsetSpec.latest())));
        }
        return ranges;
    }

    /** 0 when the topic does not exist: then there was no dead letter yet. */
    private int deadLetterPartitions() throws NotReadyException, InterruptedException {
        String topic = kafka.deadLetterTopic();
        try {
            return await(broker.admin().describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .partitions()
                    .size();
        } catch (NotReadyException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws NotReadyException, InterruptedException {
        return await(broker.admin().listOffsets(Map.of(partition, spec)).all())
                .get(partition)
                .offset();
    }

    private <T> T await(KafkaFuture<T> response) throws NotReadyException, InterruptedException {
        return broker.responses().awaitReady(deadLetterOffsets, response);
    }
}
