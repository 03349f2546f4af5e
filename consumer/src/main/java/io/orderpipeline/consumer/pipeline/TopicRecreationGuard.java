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
 * Sees to it that an offset of a topic that was deleted is never used in the one that was made anew under its name: the
 * records before it would be skipped without a word. So each commit carries the topic's id, and who gets a partition
 * compares. One thread, that of the poll loop.
 */
final class TopicRecreationGuard {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

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

    /** The topic's id, which each commit carries. */
    Uuid id() {
        return known;
    }

    /** Partitions that this thread has got: those whose committed offset is of a former topic begin anew. */
    void leaveOffsetsOf(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        List<TopicPartition> former = committed(Set.copyOf(partitions)).entrySet().stream()
                .filter(entry -> CommitMetadata.isOfOtherTopic(known, entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        beginAnew(former);
    }

    /** @return the partitions that begin anew because the topic was made anew while they were ours */
    Set<TopicPartition> madeAnew() {
        Uuid current = topic.id();
        if (current.equals(known)) {
            return Set.of();
        }
        known = current;
        Set<TopicPartition> partitions = Set.copyOf(consumer.assignment());
        beginAnew(partitions);
        return partitions;
    }

    /** Nothing may be polled before this is known, so it is asked until the broker answers. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        while (!stop.isRequested()) {
            try {
                return consumer.committed(partitions, ANSWER_LIMIT);
            } catch (RetriableException e) {
                LOG.warn("The broker does not say what is committed, it is asked again: {}", e.getMessage());
            }
        }
        return Map.of();
    }

    private void beginAnew(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.warn(
                    "{}: the topic was deleted and made anew, so offsets of the former one mean nothing; beginning with"
                            + " its first record. Rows and dead letters of the former topic stay where they are, and its"
                            + " rows win over new records of the same order_id: truncate the table, or give another"
                            + " --keyspace and --dead-letter-topic",
                    partitions);
            consumer.seekToBeginning(partitions);
        }
    }
}
