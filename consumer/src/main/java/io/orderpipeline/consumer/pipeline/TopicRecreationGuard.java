package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents that an offset of a deleted topic is used for the recreated topic of the same name, which would silently
 * skip records. Each commit contains the topic id, which is compared when a partition is assigned. Used by the thread
 * of the poll loop only.
 */
final class TopicRecreationGuard {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TopicRecreationGuard.class);

    private final Consumer<?, ?> consumer;
    private final TopicIdentity topic;
    private final StopSignal stop;
    private Uuid known;

    TopicRecreationGuard(Consumer<?, ?> consumer, TopicIdentity topic, StopSignal stop) {
        this.consumer = consumer;
        this.topic = topic;
        this.stop = stop;
        this.known = topic.id();
    }

    /** The topic id for the metadata of commits. */
    Uuid topicId() {
        return known;
    }

    /** For newly assigned partitions: seeks to the beginning if the committed offset belongs to a former topic. */
    void seekIfCommittedForFormerTopic(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        List<TopicPartition> former = committed(Set.copyOf(partitions)).entrySet().stream()
                .filter(entry -> CommitMetadata.isOfOtherTopic(known, entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        seekToBeginning(former);
    }

    /**
     * @return the assigned partitions, if the topic was recreated since the last call; they are at the beginning now
     */
    Set<TopicPartition> seekIfRecreated() {
        Uuid current = topic.id();
        if (current.equals(known)) {
            return Set.of();
        }
        known = current;
        Set<TopicPartition> partitions = Set.copyOf(consumer.assignment());
        seekToBeginning(partitions);
        return partitions;
    }

    /** Nothing may be polled before this is known, so this retries until the broker responds. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        while (!stop.isRequested()) {
            try {
                return consumer.committed(partitions, RESPONSE_TIMEOUT);
            } catch (RetriableException e) {
                LOG.warn("Cannot read the committed offsets, retrying: {}", e.getMessage());
            }
        }
        return Map.of();
    }

    private void seekToBeginning(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.warn(
                    "{}: the topic was deleted and recreated, so the committed offsets are ignored;"
                            + " starting at its first"
                            + " record. Rows and dead letters of the former topic are kept, and its rows win over new"
                            + " records of the same order_id: truncate the table, or choose another --keyspace and"
                            + " --dead-letter-topic",
                    partitions);
            consumer.seekToBeginning(partitions);
        }
    }
}
