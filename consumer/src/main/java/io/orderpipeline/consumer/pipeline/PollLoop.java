package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientRejection;
import io.orderpipeline.consumer.cassandra.row.LogGenerations.Past;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters.ThreadState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one thread with one KafkaConsumer: polls without waiting for Cassandra, passes records to the processors
 * of their partitions, commits what is acknowledged, and pauses a partition whose processor is full, or all partitions
 * when the user pauses the pipeline. Only this thread uses the consumer and the processors.
 *
 * <p>A revoked partition is drained, committed and released. A lost partition is abandoned without a commit, because
 * its offsets belong to another member. On a fatal failure {@link #run()} throws, and nothing more is committed.
 */
final class PollLoop implements Runnable {

    /** How long a poll may wait while requests are in flight: their results do not wake it. */
    private static final Duration POLL_WHILE_WRITING = Duration.ofMillis(10);

    /** How long a poll may wait otherwise; this delays a stop. */
    private static final Duration POLL_WHILE_IDLE = Duration.ofMillis(100);

    /** How long to wait for a result when nothing can be sent before it arrives. */
    private static final Duration AWAIT_RESULT = Duration.ofMillis(10);

    /** For records in flight when a partition is revoked or the program stops. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration SNAPSHOT_INTERVAL = Duration.ofMillis(200);

    private static final OffsetAndMetadata BEGINNING = new OffsetAndMetadata(0);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetterTransactions deadLetters;
    private final TopicIdentity topic;
    private final ProcessorContext context;
    private final PipelineCounters counters;
    private final BooleanSupplier paused;
    private final StopSignal stop;

    private final Mailbox mailbox = new Mailbox();
    private final Map<TopicPartition, PartitionProcessor> processors = new HashMap<>();
    private final OffsetCommitter committer;
    private final OffsetReset offsetReset;
    private final TopicRecreationGuard recreationGuard;
    private long lastSnapshot;

    /**
     * @param consumer closed by {@link #run()}
     * @param deadLetters closed by {@link #run()}
     * @param table that the orders go to, for the metadata of commits
     * @param paused whether the user has paused the pipeline
     */
    PollLoop(
            Consumer<byte[], byte[]> consumer,
            DeadLetterTransactions deadLetters,
            TopicIdentity topic,
            TableIdentity table,
            ProcessorContext context,
            PipelineCounters counters,
            BooleanSupplier paused,
            StopSignal stop) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.topic = topic;
        this.context = context;
        this.counters = counters;
        this.paused = paused;
        this.stop = stop;
        this.offsetReset = new OffsetReset(consumer, counters);
        this.recreationGuard = new TopicRecreationGuard(consumer, topic, table, counters, stop);
        this.committer = new OffsetCommitter(
                consumer, deadLetters, recreationGuard::metadata, context.nanoTime(), context.random());
    }

    /** Until a stop is requested or a fatal failure occurs. */
    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topic.name()), new Rebalance());
            while (!stop.isRequested()) {
                step();
            }
            drainAndCommit(List.copyOf(processors.keySet()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            throw ClientRejection.of("Kafka", topic.name(), e).orElseThrow(() -> e);
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        } finally {
            abandon(List.copyOf(processors.keySet()));
            deadLetters.close();
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private UserError outOfMemory(OutOfMemoryError e) {
        String next = processors.entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue().offsets().end())
                .collect(Collectors.joining(", "));
        return UserError.failed(
                "out of memory at " + next + " or soon after: a record there is too large for the heap of "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB, or too many are in flight; start with a"
                        + " larger heap (java -Xmx), nothing is lost",
                e);
    }

    private void step() throws InterruptedException {
        mailbox.run();
        recreationGuard.seekIfRecreated().forEach(this::restartRecreated);
        processors.values().forEach(PartitionProcessor::dispatch);
        committer.commitIfDue(processors);
        publishIfDue();
        boolean hasBacklog = processors.values().stream().anyMatch(PartitionProcessor::hasBacklog);
        pauseOrResume();
        poll(pollTimeout(hasBacklog));
        if (hasBacklog) {
            mailbox.awaitAndRun(AWAIT_RESULT);
        }
    }

    private Duration pollTimeout(boolean hasBacklog) {
        if (hasBacklog) {
            return Duration.ZERO;
        }
        return areIdle(processors.values()) ? POLL_WHILE_IDLE : POLL_WHILE_WRITING;
    }

    private static boolean areIdle(Collection<PartitionProcessor> processors) {
        return processors.stream().allMatch(processor -> processor.offsets().isIdle());
    }

    private void poll(Duration timeout) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                PartitionProcessor processor = processors.get(new TopicPartition(record.topic(), record.partition()));
                if (processor != null) {
                    processor.accept(record);
                }
            }
            records.nextOffsets().forEach((partition, next) -> {
                PartitionProcessor processor = processors.get(partition);
                if (processor != null) {
                    processor.offsets().polledUpTo(next);
                }
            });
        } catch (InvalidOffsetException e) {
            offsetReset.seek(e).forEach(this::restartTruncated);
        }
    }

    /** Records in flight belong to offsets of the deleted topic. */
    private void restartRecreated(TopicPartition partition) {
        PartitionOffsets former = processors.get(partition).offsets();
        abandon(List.of(partition));
        begin(partition, new Past(former.end(), false, OptionalInt.empty()), BEGINNING);
    }

    /** Records in flight belong to offsets that no longer exist, or that other records have now. */
    private void restartTruncated(TopicPartition partition, OffsetAndMetadata position) {
        PartitionOffsets former = processors.get(partition).offsets();
        abandon(List.of(partition));
        begin(partition, new Past(former.end(), false, OptionalInt.of(Math.max(0, former.lastEpoch()))), position);
    }

    private void begin(TopicPartition partition, Past past, OffsetAndMetadata position) {
        PartitionCounters own =
                counters.of(partition.partition(), Thread.currentThread().getName());
        LogBase.Start start = new LogBase.Start(partition.partition(), recreationGuard.log(), past, position);
        processors.put(partition, new PartitionProcessor(partition.toString(), context, start, mailbox, own));
    }

    /** Reads the paused partitions from the consumer, because a rebalance may have changed them. */
    private void pauseOrResume() {
        Collection<TopicPartition> pausedNow = consumer.paused();
        boolean pauseAll = paused.getAsBoolean();
        processors.forEach((partition, processor) -> {
            boolean pause = processor.isFull() || pauseAll;
            if (pause != pausedNow.contains(partition)) {
                if (pause) {
                    consumer.pause(List.of(partition));
                } else {
                    consumer.resume(List.of(partition));
                }
            }
        });
    }

    private void publishIfDue() {
        long now = context.nanoTime().getAsLong();
        if (now - lastSnapshot >= SNAPSHOT_INTERVAL.toNanos()) {
            lastSnapshot = now;
            boolean pausedByUser = paused.getAsBoolean();
            processors.values().forEach(processor -> processor.publish(pausedByUser));
            counters.publish(
                    Thread.currentThread().getName(),
                    new ThreadState(
                            consumer.groupMetadata().generationId() > 0,
                            committer.failure(),
                            deadLetterFailure(),
                            registryFailure()));
        }
    }

    /** The last failure does not matter when the dead letters have gone to another member with their partition. */
    private Optional<String> deadLetterFailure() {
        boolean arePending = processors.values().stream()
                .anyMatch(processor -> processor.offsets().hasDeadLetters());
        return arePending ? deadLetters.failure() : Optional.empty();
    }

    private Optional<String> registryFailure() {
        boolean isAwaited = processors.values().stream().anyMatch(PartitionProcessor::awaitsSchema);
        return isAwaited ? context.decoder().registryFailure() : Optional.empty();
    }

    /** For partitions that are still assigned: waits for records in flight, commits and releases. */
    private void drainAndCommit(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, PartitionProcessor> draining = new HashMap<>(processors);
        draining.keySet().retainAll(partitions);
        long deadline = context.nanoTime().getAsLong() + DRAIN_TIMEOUT.toNanos();
        while (!areIdle(draining.values()) && context.nanoTime().getAsLong() < deadline) {
            draining.values().forEach(PartitionProcessor::dispatch);
            mailbox.awaitAndRun(AWAIT_RESULT);
        }
        committer.commitNow(draining);
        abandon(partitions);
    }

    /** Releases partitions without a commit. */
    private void abandon(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionProcessor processor = processors.remove(partition);
            if (processor != null) {
                processor.release();
            }
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        /** After a stop there is no processor: what the same poll returns is left to the next member. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            recreationGuard.committed(partitions).forEach((partition, committed) -> {
                boolean former = recreationGuard.seekIfCommittedForFormerTopic(partition, committed);
                long end = committed == null ? 0 : committed.offset();
                Past past = new Past(end, recreationGuard.isCommittedForThisLog(committed), OptionalInt.empty());
                begin(partition, past, former || end == 0 ? BEGINNING : committed);
            });
            // The same poll may return records of these partitions.
            pauseOrResume();
            report("is assigned", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                drainAndCommit(partitions);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                abandon(partitions);
            }
            report("has released", partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            abandon(partitions);
            if (stop.isRequested()) {
                // The client also calls this when a stop interrupts a rebalance, which is not an error.
                return;
            }
            String lost = "%s has lost %s: its session timed out; another member continues"
                    .formatted(Thread.currentThread().getName(), partitions);
            LOG.warn("{}", lost);
            counters.rebalanced(lost);
        }

        private void report(String event, Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                String text = Thread.currentThread().getName() + " " + event + " " + partitions;
                LOG.info("{}", text);
                counters.rebalanced(text);
            }
        }
    }
}
