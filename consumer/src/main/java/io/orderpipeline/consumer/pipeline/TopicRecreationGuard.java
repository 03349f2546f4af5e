package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters.ThreadState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents that an offset is used for another log than the one it was committed for, which would silently skip records.
 * Each commit contains the ids of topic and cluster, which are compared when a partition is assigned: an offset of a
 * deleted topic is ignored, one that was mirrored from another cluster is used. Also reports an offset whose rows the
 * table has lost. Used by the thread of the poll loop only.
 */
final class TopicRecreationGuard {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TopicRecreationGuard.class);

    private final Consumer<?, ?> consumer;
    private final TopicIdentity topic;
    private final TableIdentity table;
    private final PipelineCounters counters;
    private final StopSignal stop;
    private Uuid known;

    TopicRecreationGuard(
            Consumer<?, ?> consumer,
            TopicIdentity topic,
            TableIdentity table,
            PipelineCounters counters,
            StopSignal stop) {
        this.consumer = consumer;
        this.topic = topic;
        this.table = table;
        this.counters = counters;
        this.stop = stop;
        this.known = topic.id();
    }

    /** Whether the offset is known to be one of the log of now. */
    boolean isCommittedForThisLog(OffsetAndMetadata committed) {
        return CommitMetadata.read(committed)
                .filter(mark -> mark.isOfTopic(known.toString(), topic.clusterId()))
                .isPresent();
    }

    /** For commits. */
    CommitMetadata metadata() {
        return new CommitMetadata(
                known.toString(), topic.clusterId(), table.name(), table.mark().toString());
    }

    /** The log that the offsets of now belong to. */
    LogGenerations.Log log() {
        return new LogGenerations.Log(topic.clusterId(), known.toString());
    }

    /**
     * The committed offsets, null for a partition without one. Nothing may be polled or committed before they are
     * known, so this retries until the broker responds. The poll loop cannot say so meanwhile.
     *
     * @return empty after a stop
     */
    Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        while (!partitions.isEmpty() && !stop.isRequested()) {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
                partitions.forEach(partition -> committed.put(partition, null));
                committed.putAll(consumer.committed(Set.copyOf(partitions), RESPONSE_TIMEOUT));
                return committed;
            } catch (RetriableException e) {
                LOG.debug("Cannot read the committed offsets, retrying", e);
                counters.publish(
                        Thread.currentThread().getName(),
                        ThreadState.withoutOffsets("those that are committed cannot be read: " + ErrorText.of(e)));
            }
        }
        return Map.of();
    }

    /**
     * Seeks to the beginning if the committed offset belongs to a former topic.
     *
     * @param committed null when there is none
     * @return whether it does
     */
    boolean seekIfCommittedForFormerTopic(TopicPartition partition, OffsetAndMetadata committed) {
        Optional<CommitMetadata> metadata = CommitMetadata.read(committed);
        boolean former = metadata.filter(mark -> mark.isOfFormerTopic(known.toString(), topic.clusterId()))
                .isPresent();
        if (former) {
            seekToBeginning(partition);
        }
        metadata.ifPresent(mark -> report(partition, mark));
        if (!former && committed != null && committed.offset() > 0) {
            metadata.filter(mark -> mark.isOfTopic(known.toString(), topic.clusterId()))
                    .flatMap(mark -> TableState.Mark.parse(mark.tableMark()))
                    .flatMap(table::lossSince)
                    .ifPresent(loss ->
                            counters.rowsLost(partition + "@" + committed.offset() + ", committed before: " + loss));
        }
        return former;
    }

    private void report(TopicPartition partition, CommitMetadata committed) {
        if (!committed.clusterId().isEmpty() && !committed.clusterId().equals(topic.clusterId())) {
            LOG.warn(
                    "{}: the offset was committed in another cluster and mirrored to this one;"
                            + " continuing there. What is written from now on wins over the rows of the other"
                            + " cluster's log",
                    partition);
        }
        if (!committed.table().isEmpty() && !committed.table().equals(table.name())) {
            LOG.warn(
                    "{}: the records before the committed offset were written to {} and not to {}: two consumers of one"
                            + " group must write to the same table; choose another --group for another table",
                    partition,
                    committed.table(),
                    table.name());
        }
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
        partitions.forEach(this::seekToBeginning);
        return partitions;
    }

    private void seekToBeginning(TopicPartition partition) {
        LOG.warn(
                "{}: the topic was deleted and recreated, so the committed offset is ignored; starting at its first"
                        + " record. New records win over rows of the former topic. Rows and dead letters of records"
                        + " that only the former topic had are kept: verify lists them",
                partition);
        consumer.seekToBeginning(List.of(partition));
    }
}
