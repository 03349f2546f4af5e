package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.kafka.BrokerResponses;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Reads the group's offsets from the broker, so that lag is correct for paused partitions and for those of other
 * processes. One thread.
 */
public final class GroupOffsets {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String group;
    private final String topic;
    private Uuid topicId = Uuid.ZERO_UUID;
    private String clusterId;

    /**
     * The offsets of one partition.
     *
     * @param beginning offset of the first record
     * @param end the last stable offset, up to which a read-committed consumer can read; without an open transaction,
     *     the offset of the next record to be appended
     * @param committed by the group; {@code beginning} when there is none, it is past the end, or its metadata names
     *     another topic id
     * @param hidden number of offsets after {@code end}, which an open transaction hides
     */
    public record Offsets(long beginning, long end, long committed, long hidden) {

        public Offsets(long beginning, long end, long committed) {
            this(beginning, end, committed, 0);
        }

        public long lag() {
            return Math.max(0, end - Math.max(beginning, committed));
        }
    }

    /**
     * @param offsets by partition; empty before the first response
     * @param receivedAt in nanoseconds, with an arbitrary origin
     */
    record Sample(Map<Integer, Offsets> offsets, long receivedAt) {

        static final Sample NONE = new Sample(Map.of(), 0);

        boolean isPresent() {
            return !offsets.isEmpty();
        }

        Duration age(long now) {
            return Duration.ofNanos(now - receivedAt);
        }
    }

    public GroupOffsets(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    /** As {@link #read}, for a command that waits for the broker. */
    public static Map<Integer, Offsets> await(BrokerClient broker, ServiceWait wait, String group, String topic)
            throws InterruptedException {
        String what = "the offsets of " + topic;
        return wait.until(what, () -> {
            try {
                return new GroupOffsets(broker.admin(), group, topic).read();
            } catch (KafkaException e) {
                throw broker.responses().notReady(what, e);
            }
        });
    }

    /**
     * Reads the offsets of all partitions the topic has now, by partition number.
     *
     * @throws KafkaException the broker's error, or that no response came in time
     */
    public Map<Integer, Offsets> read() throws InterruptedException {
        List<TopicPartition> partitions = describe();
        // In this order: what is committed meanwhile must not be found past the end.
        Map<TopicPartition, OffsetAndMetadata> committed = BrokerResponses.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), RESPONSE_LIMIT);
        var beginnings = listOffsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
        // Before the stable ends: what is appended meanwhile must not look hidden.
        var highWatermarks = listOffsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        var ends = listOffsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        Function<TopicPartition, Offsets> offsets = partition -> {
            long beginning = beginnings.get(partition).offset();
            long end = ends.get(partition).offset();
            OffsetAndMetadata known = committed.get(partition);
            boolean usable = known != null
                    && known.offset() <= end
                    && CommitMetadata.read(known)
                            .filter(mark -> mark.isOfFormerTopic(topicId.toString(), clusterId))
                            .isEmpty();
            long hidden = Math.max(0, highWatermarks.get(partition).offset() - end);
            return new Offsets(beginning, end, usable ? known.offset() : beginning, hidden);
        };
        return partitions.stream()
                .collect(Collectors.toMap(TopicPartition::partition, offsets, (a, b) -> a, TreeMap::new));
    }

    /** The partitions in which an open transaction hides records, with their numbers; empty when there is none. */
    public static Optional<String> hidden(Map<Integer, Offsets> offsets) {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .filter(partition -> partition.getValue().hidden() > 0)
                        .map(partition -> "p%d %,d"
                                .formatted(
                                        partition.getKey(), partition.getValue().hidden()))
                        .reduce((first, second) -> first + ", " + second)
                        .map(numbers -> "an open transaction hides records: " + numbers);
    }

    /** The topic's id at the last read; it changes when the topic is recreated. */
    public Uuid topicId() {
        return topicId;
    }

    private List<TopicPartition> describe() throws InterruptedException {
        TopicDescription description = BrokerResponses.await(
                        admin.describeTopics(List.of(topic)).allTopicNames(), RESPONSE_LIMIT)
                .get(topic);
        topicId = description.topicId();
        if (clusterId == null) {
            clusterId = BrokerResponses.await(admin.describeCluster().clusterId(), RESPONSE_LIMIT);
        }
        return description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** With READ_COMMITTED, the latest offset is the last stable one. */
    private Map<TopicPartition, ListOffsetsResultInfo> listOffsets(
            List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return BrokerResponses.await(
                admin.listOffsets(specs, new ListOffsetsOptions(isolation)).all(), RESPONSE_LIMIT);
    }
}
