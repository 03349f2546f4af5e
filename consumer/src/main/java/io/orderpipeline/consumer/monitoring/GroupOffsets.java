package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.kafka.BrokerResponses;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * How far the whole group is, as the broker knows it: so lag is right while a partition is paused, and for partitions
 * that another process has. One thread.
 */
public final class GroupOffsets {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final String group;
    private final String topic;
    private Uuid topicId = Uuid.ZERO_UUID;

    /**
     * @param beginning offset of the first record there is
     * @param end offset of the next record to come
     * @param committed by the group, or {@code beginning} when that is nothing, lies past the end, or is of a former topic
     */
    public record Offsets(long beginning, long end, long committed) {

        public long lag() {
            return Math.max(0, end - Math.max(beginning, committed));
        }
    }

    public GroupOffsets(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    /**
     * Asks the broker; by partition number, those included that were added since the last time.
     *
     * @throws KafkaException the broker's error, or that no response came in time
     */
    public Map<Integer, Offsets> ask() throws InterruptedException {
        List<TopicPartition> partitions = describe();
        // In this order: what is committed meanwhile must not be found past the end.
        Map<TopicPartition, OffsetAndMetadata> committed = BrokerResponses.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), RESPONSE_LIMIT);
        var beginnings = listOffsets(partitions, OffsetSpec.earliest());
        var ends = listOffsets(partitions, OffsetSpec.latest());
        Function<TopicPartition, Offsets> offsets = partition -> {
            long beginning = beginnings.get(partition).offset();
            long end = ends.get(partition).offset();
            OffsetAndMetadata known = committed.get(partition);
            boolean usable = known != null && known.offset() <= end && !CommitMetadata.isOfOtherTopic(topicId, known);
            return new Offsets(beginning, end, usable ? known.offset() : beginning);
        };
        return partitions.stream()
                .collect(Collectors.toMap(TopicPartition::partition, offsets, (a, b) -> a, TreeMap::new));
    }

    /** The topic's id at the last answer; another one when the topic was made anew. */
    public Uuid topicId() {
        return topicId;
    }

    private List<TopicPartition> describe() throws InterruptedException {
        TopicDescription description = BrokerResponses.await(
                        admin.describeTopics(List.of(topic)).allTopicNames(), RESPONSE_LIMIT)
                .get(topic);
        topicId = description.topicId();
        return description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** As a read-committed consumer sees them: the end is that of the last settled transaction. */
    private Map<TopicPartition, ListOffsetsResultInfo> listOffsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return BrokerResponses.await(
                admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all(),
                RESPONSE_LIMIT);
    }
}
