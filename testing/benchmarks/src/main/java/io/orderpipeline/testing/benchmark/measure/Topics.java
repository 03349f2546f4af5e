package io.orderpipeline.testing.benchmark.measure;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Topics, and how far producers and consumers are with them. All begin at offset 0. One thread. */
public final class Topics {

    private static final Duration LEADER_LIMIT = Duration.ofMinutes(2);
    private static final int ANSWER_LIMIT_SECONDS = 30;

    private final Admin admin;

    public Topics(Admin admin) {
        this.admin = admin;
    }

    /** Returns when the leader of each partition answers: electing them is not for a contender to wait for. */
    public void create(String topic, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
        try {
            new ServiceWait(LEADER_LIMIT, new StopSignal())
                    .until("the leaders of " + topic, () -> leadersAnswer(topic, partitions));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while waiting for the leaders of " + topic, e);
        }
    }

    private Map<Integer, Long> leadersAnswer(String topic, int partitions) throws NotReadyException {
        try {
            return ends(topic, partitions);
        } catch (UserError e) {
            throw new NotReadyException(e.getMessage(), e);
        }
    }

    public void delete(String topic) {
        get(admin.deleteTopics(List.of(topic)).all());
    }

    /** The offset of the next record, by partition. */
    public Map<Integer, Long> ends(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions(topic, partitions).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    /** What the group has committed, by partition; 0 where that is nothing. */
    public Map<Integer, Long> committed(String group, String topic, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> known =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> committed = new HashMap<>();
        for (TopicPartition partition : partitions(topic, partitions)) {
            OffsetAndMetadata offset = known.get(partition);
            committed.put(partition.partition(), offset == null ? 0 : offset.offset());
        }
        return committed;
    }

    public static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    public static Collection<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw UserError.failed("Kafka does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking Kafka", e);
        }
    }
}
