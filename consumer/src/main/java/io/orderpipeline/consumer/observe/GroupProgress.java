package io.orderpipeline.consumer.observe;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the whole group is, as the broker knows it: so lag is right while a partition is paused, and for partitions
 * that another process has. One thread.
 */
public final class GroupProgress {

    private static final long ANSWER_LIMIT_MS = 2_000;

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, OffsetSpec> latest;
    private final Map<TopicPartition, OffsetSpec> earliest;

    /**
     * @param beginning offset of the first record there is
     * @param end offset of the next record to come
     * @param committed by the group, or {@code beginning} when that is nothing, or lies past the end
     */
    public record Offsets(long beginning, long end, long committed) {

        public long lag() {
            return Math.max(0, end - Math.max(beginning, committed));
        }
    }

    public GroupProgress(Admin admin, String group, String topic, int partitions) {
        this.admin = admin;
        this.group = group;
        this.latest = everyPartition(topic, partitions, OffsetSpec.latest());
        this.earliest = everyPartition(topic, partitions, OffsetSpec.earliest());
    }

    private static Map<TopicPartition, OffsetSpec> everyPartition(String topic, int partitions, OffsetSpec spec) {
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> spec));
    }

    /**
     * Asks the broker; by partition number.
     *
     * @throws TimeoutException when it does not answer in time
     */
    public Map<Integer, Offsets> ask() throws InterruptedException, ExecutionException, TimeoutException {
        var ends = listOffsets(latest);
        var beginnings = listOffsets(earliest);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
        Function<TopicPartition, Offsets> offsets = partition -> {
            long beginning = beginnings.get(partition).offset();
            long end = ends.get(partition).offset();
            OffsetAndMetadata known = committed.get(partition);
            boolean usable = known != null && known.offset() <= end;
            return new Offsets(beginning, end, usable ? known.offset() : beginning);
        };
        return latest.keySet().stream()
                .collect(Collectors.toMap(TopicPartition::partition, offsets, (a, b) -> a, TreeMap::new));
    }

    /** As a read-committed consumer sees them: the end is that of the last settled transaction. */
    private Map<TopicPartition, ListOffsetsResultInfo> listOffsets(Map<TopicPartition, OffsetSpec> specs)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
    }
}
