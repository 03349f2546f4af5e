package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;

/** One partition with one row per request. The test responds to the commits. */
abstract class OffsetCommitterFixture {

    private static final InstantSource CLOCK = () -> Instant.EPOCH;

    static final TopicPartition P0 = new TopicPartition(Records.TOPIC, 0);
    static final Duration IDLE_INTERVAL = Duration.ofMillis(200);
    static final KafkaException NO_RESPONSE = new TimeoutException("no response");

    final FakeClock clock = new FakeClock();
    final FakeWriter writer = new FakeWriter();
    final FakeDeadLetters deadLetters = new FakeDeadLetters();
    final Mailbox mailbox = new Mailbox();
    final List<Long> commits = new ArrayList<>();
    final Queue<OffsetCommitCallback> unanswered = new ArrayDeque<>();
    KafkaException syncFailure;
    KafkaException readFailure;
    int reads;

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            offsets.values().forEach(offset -> commits.add(offset.offset()));
            unanswered.add(callback);
        }

        /** Waits for the pending commits, and fails when they have no response. */
        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (syncFailure != null) {
                throw syncFailure;
            }
            respondToAll();
            offsets.values().forEach(offset -> commits.add(offset.offset()));
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            reads++;
            if (readFailure != null) {
                throw readFailure;
            }
            return deadLetters.committed.isEmpty() ? Collections.singletonMap(P0, null) : deadLetters.committed;
        }
    };

    final PartitionProcessor processor = new PartitionProcessor(
            "orders-0",
            new ProcessorContext(
                    new RowDecoder(Records.DECODER, writer.encoder),
                    writer,
                    writer.generations,
                    new InFlightBudget(100, 1_000_000),
                    1,
                    1,
                    clock,
                    () -> 1.0),
            Records.START,
            mailbox,
            new PipelineCounters(CLOCK, new EventTimeline(CLOCK)).of(0, "test"));
    final Map<TopicPartition, PartitionProcessor> processors = Map.of(P0, processor);
    final OffsetCommitter committer = new OffsetCommitter(
            consumer,
            deadLetters,
            () -> new CommitMetadata("topic", "cluster", "keyspace.orders", "mark"),
            clock,
            () -> 1.0);

    @BeforeEach
    void commitTheFirstPosition() {
        consumer.assign(List.of(P0));
        consumer.seek(P0, 0);
        processor.dispatch();
        mailbox.run();
        clock.advance(Duration.ofHours(1));
        committer.commitIfDue(processors);
        respondToAll();
        assertThat(commits).containsExactly(0L);
        commits.clear();
    }

    void orders(long from, long to) {
        for (long offset = from; offset < to; offset++) {
            processor.accept(Records.order(0, offset));
        }
        processor.dispatch();
        consumer.seek(P0, to);
    }

    void acknowledgeOne() {
        writer.acknowledge(0);
        mailbox.run();
    }

    void garbage(long offset) {
        processor.accept(Records.garbage(0, offset));
        processor.dispatch();
        consumer.seek(P0, offset + 1);
    }

    void respondToAll() {
        while (!unanswered.isEmpty()) {
            unanswered.remove().onComplete(Map.of(), null);
        }
    }
}
