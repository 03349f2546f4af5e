package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A poll loop on a thread of its own, with a consumer, a table and a dead-letter topic that the test controls. */
@Timeout(30)
abstract class PollLoopFixture {

    static final TopicPartition P0 = new TopicPartition(Records.TOPIC, 0);
    static final TopicPartition P1 = new TopicPartition(Records.TOPIC, 1);
    static final TableIdentity TABLE = new TableIdentity("keyspace.orders", Records.TABLE_STATE);

    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    final FakeDeadLetters deadLetters = new FakeDeadLetters();
    final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener newListener) {
            listener = newListener;
            super.subscribe(topics, newListener);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            OffsetAndMetadata next = pastMarker.getAndSet(null);
            if (next == null) {
                return records;
            }
            super.seek(P0, next.offset());
            return new ConsumerRecords<>(Map.of(), Map.of(P0, next));
        }

        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (respondsToCommits) {
                committed.putAll(offsets);
                super.commitAsync(offsets, callback);
            } else {
                unansweredCommits.add(() -> {
                    committed.putAll(offsets);
                    callback.onComplete(offsets, null);
                });
            }
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            deadLettersBeforeResponse = deadLetters.topic.size();
            unansweredCommits.forEach(Runnable::run);
            unansweredCommits.clear();
            respondsToCommits = true;
            super.commitSync(offsets, timeout);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            return deadLetters.committed;
        }

        @Override
        @SuppressWarnings("removal") // Kafka has no other way to create one
        public ConsumerGroupMetadata groupMetadata() {
            return isInGroup ? super.groupMetadata() : new ConsumerGroupMetadata("group");
        }
    };

    /** Moves the position of the first partition past a transaction marker in the next poll, which has no records. */
    final AtomicReference<OffsetAndMetadata> pastMarker = new AtomicReference<>();

    volatile ConsumerRebalanceListener listener;
    volatile boolean isInGroup = true;
    final List<Runnable> unansweredCommits = new CopyOnWriteArrayList<>();
    volatile boolean respondsToCommits = true;
    volatile int deadLettersBeforeResponse = -1;
    final FakeWriter writer = new FakeWriter();
    final EventTimeline timeline = new EventTimeline(CLOCK);
    final PipelineCounters counters = new PipelineCounters(CLOCK, timeline);
    final AtomicBoolean paused = new AtomicBoolean();
    final StopSignal stop = new StopSignal();
    final Uuid topicId = Uuid.randomUuid();
    final TopicIdentity topic = new TopicIdentity(Records.TOPIC, "cluster", topicId);

    final AtomicLong nanos = new AtomicLong();

    /** The time advances on each call, so that commits and snapshots are always due. */
    volatile Duration tick = Duration.ofMillis(10);

    CompletableFuture<Void> running;

    @AfterEach
    void stop() {
        stop.request();
    }

    void start(int records, TopicPartition... partitions) {
        start(loop(records), partitions);
    }

    void start(Runnable loop, TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
        }
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(partitions)));
        running = CompletableFuture.runAsync(loop);
        await().until(() -> counters.snapshot().size() == partitions.length);
    }

    PollLoop loop(int records) {
        ProcessorContext context = new ProcessorContext(
                new RowDecoder(Records.DECODER, writer.encoder),
                writer,
                writer.generations,
                new InFlightBudget(records, 1_000_000),
                1,
                10,
                () -> nanos.addAndGet(tick.toNanos()),
                () -> 0.5);
        return new PollLoop(consumer, deadLetters, topic, TABLE, context, counters, paused::get, stop);
    }

    void poll(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    static List<ConsumerRecord<byte[], byte[]>> orders(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> Records.order(0, offset))
                .toList();
    }

    void awaitRequests(int count) {
        await().until(() -> writer.requests.size() == count);
    }

    static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    /** On another thread than the loop's, like the driver's callbacks. */
    static void onWriterThread(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    List<Long> deadLetterOffsets() {
        return deadLetters.topic.stream()
                .map(deadLetter -> deadLetter.origin().offset())
                .toList();
    }

    Long committed(TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? null : offset.offset();
    }

    Set<TopicPartition> pausedPartitions() {
        return duringPoll(() -> Set.copyOf(consumer.paused()));
    }

    /** On the thread of the loop, during its next poll. */
    <T> T duringPoll(Supplier<T> sample) {
        CompletableFuture<T> sampled = new CompletableFuture<>();
        consumer.schedulePollTask(() -> sampled.complete(sample.get()));
        return sampled.join();
    }

    /** Waits until the loop has run one whole step. */
    void awaitStep() {
        duringPoll(() -> true);
        duringPoll(() -> true);
    }

    PartitionCounts snapshot(int partition) {
        return counters.snapshot().get(partition);
    }

    PartitionCounts onlySnapshot() {
        return snapshot(0);
    }
}
