package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.kafka.ClientRejection;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one KafkaConsumer: polls without ever waiting for Cassandra, hands the records to their partitions'
 * flows, commits what is acknowledged, and pauses a partition whose flow is full, or all when somebody asks for it. Nobody else touches the consumer or
 * the flows.
 *
 * <p>A partition that goes is drained, committed and released; one that is already lost is dropped, for its offsets
 * are no longer ours to commit. When something cannot go on, {@link #run()} throws, and nothing more is committed.
 */
public final class PollLoop implements Runnable {

    /** How long a poll may wait while outcomes are due, which do not wake it. */
    private static final Duration POLL_WHILE_WRITING = Duration.ofMillis(10);

    /** How long a poll may wait otherwise; a stop is that late at most. */
    private static final Duration POLL_WHILE_IDLE = Duration.ofMillis(100);

    /** How long to wait for an outcome when nothing can be sent before one comes. */
    private static final Duration AWAIT_OUTCOME = Duration.ofMillis(10);

    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMillis(200);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final DeadLetterTransactions deadLetters;
    private final TopicIdentity topic;
    private final ProcessorLimits limits;
    private final ProcessorServices services;
    private final PipelineCounters counters;
    private final PauseSwitch pause;
    private final StopSignal stop;

    private final Mailbox inbox = new Mailbox();
    private final Map<TopicPartition, PartitionProcessor> flows = new HashMap<>();
    private final OffsetCommitter committer;
    private final OffsetReset offsetReset;
    private final TopicRecreationGuard formerTopic;
    private long lastSnapshot;

    /**
     * @param consumer closed by {@link #run()}
     * @param deadLetters closed by {@link #run()}
     */
    public PollLoop(
            Consumer<byte[], byte[]> consumer,
            DeadLetterTransactions deadLetters,
            TopicIdentity topic,
            ProcessorLimits limits,
            ProcessorServices services,
            PipelineCounters counters,
            PauseSwitch pause,
            StopSignal stop) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.topic = topic;
        this.limits = limits;
        this.services = services;
        this.counters = counters;
        this.pause = pause;
        this.stop = stop;
        this.offsetReset = new OffsetReset(consumer);
        this.formerTopic = new TopicRecreationGuard(consumer, topic, stop);
        this.committer = new OffsetCommitter(consumer, deadLetters, services, formerTopic::id);
    }

    /** Until the stop is requested, or something cannot go on. */
    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topic.name()), new Rebalance());
            while (!stop.isRequested()) {
                step();
            }
            giveUp(List.copyOf(flows.keySet()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AuthorizationException | AuthenticationException e) {
            throw ClientRejection.of("Kafka", topic.name(), e).orElseThrow();
        } finally {
            drop(List.copyOf(flows.keySet()));
            deadLetters.close();
            consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }

    private void step() throws InterruptedException {
        inbox.run();
        startAgain(formerTopic.madeAnew());
        flows.values().forEach(PartitionProcessor::dispatch);
        committer.commitIfDue(flows);
        snapshotIfDue();
        boolean hasBacklog = flows.values().stream().anyMatch(PartitionProcessor::hasBacklog);
        pauseOrResume();
        poll(pollTimeout(hasBacklog));
        if (hasBacklog) {
            inbox.awaitAndRun(AWAIT_OUTCOME);
        }
    }

    private Duration pollTimeout(boolean hasBacklog) {
        if (hasBacklog) {
            return Duration.ZERO;
        }
        boolean idle = flows.values().stream().allMatch(PartitionProcessor::isIdle);
        return idle ? POLL_WHILE_IDLE : POLL_WHILE_WRITING;
    }

    private void poll(Duration timeout) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                flows.get(new TopicPartition(record.topic(), record.partition()))
                        .accept(record);
            }
        } catch (InvalidOffsetException e) {
            startAgain(offsetReset.toBeginning(e));
        }
    }

    /** What was in flight belongs to offsets that are no more. */
    private void startAgain(Collection<TopicPartition> partitions) {
        drop(partitions);
        begin(partitions);
    }

    private void begin(Collection<TopicPartition> partitions) {
        String thread = Thread.currentThread().getName();
        for (TopicPartition partition : partitions) {
            PartitionCounters counted = counters.of(partition.partition(), thread);
            flows.put(partition, new PartitionProcessor(partition.toString(), limits, services, inbox, counted));
        }
    }

    /** Asks the consumer which partitions are paused, so that a rebalance in between cannot make us believe wrongly. */
    private void pauseOrResume() {
        Collection<TopicPartition> paused = consumer.paused();
        boolean pauseAll = pause.isOn();
        flows.forEach((partition, flow) -> {
            boolean toPause = flow.isFull() || pauseAll;
            if (toPause != paused.contains(partition)) {
                if (toPause) {
                    consumer.pause(List.of(partition));
                } else {
                    consumer.resume(List.of(partition));
                }
            }
        });
    }

    private void snapshotIfDue() {
        long now = services.nanoTime().getAsLong();
        if (now - lastSnapshot >= BETWEEN_SNAPSHOTS.toNanos()) {
            lastSnapshot = now;
            boolean pausedByHand = pause.isOn();
            flows.values().forEach(flow -> flow.publish(pausedByHand));
        }
    }

    /** Drains, commits and releases partitions that are still ours. */
    private void giveUp(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, PartitionProcessor> going = new HashMap<>(flows);
        going.keySet().retainAll(partitions);
        long deadline = services.nanoTime().getAsLong() + ProcessorLimits.DRAIN_LIMIT.toNanos();
        while (!going.values().stream().allMatch(PartitionProcessor::isIdle)
                && services.nanoTime().getAsLong() < deadline) {
            going.values().forEach(PartitionProcessor::dispatch);
            inbox.awaitAndRun(AWAIT_OUTCOME);
        }
        committer.commitNow(going);
        drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionProcessor flow = flows.remove(partition);
            if (flow != null) {
                flow.release();
            }
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            formerTopic.leaveOffsetsOf(partitions);
            begin(partitions);
            // The poll that brings partitions may bring records of them too.
            pauseOrResume();
            log("has got", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                giveUp(partitions);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                drop(partitions);
            }
            log("has handed over", partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            drop(partitions);
            if (stop.isRequested()) {
                // The client also says so when a stop cuts a rebalance short, and that is nobody's trouble.
                return;
            }
            String lost = "%s has lost %s: it was silent for too long; another member goes on"
                    .formatted(Thread.currentThread().getName(), partitions);
            LOG.warn("{}", lost);
            counters.rebalanced(lost);
        }

        private void log(String event, Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                String what = Thread.currentThread().getName() + " " + event + " " + partitions;
                LOG.info("{}", what);
                counters.rebalanced(what);
            }
        }
    }
}
