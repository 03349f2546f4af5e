package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A dead-letter topic and the group's offsets, changed in transactions whose outcomes the test determines. */
final class FakeDeadLetters implements DeadLetterTransactions {

    final List<DeadLetter> topic = new CopyOnWriteArrayList<>();
    final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();

    /** Outcomes of the next transactions; then every transaction has the usual one. */
    final Queue<Outcome> outcomes = new ArrayDeque<>();

    volatile Outcome usualOutcome = Outcome.COMMITTED;

    /** Run after each failed transaction. */
    Runnable afterFailure = () -> {};

    /** Whether a transaction in doubt was committed. */
    boolean commitsInDoubt = true;

    /** Whether the broker has ended every transaction. */
    boolean settles = true;

    /** How often a transaction was tried, and how often {@link #settle()}. */
    int attempts;

    int settleAttempts;

    volatile boolean closed;

    volatile String failure;

    @Override
    public Outcome commit(
            List<DeadLetter> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        attempts++;
        Outcome outcome = outcomes.isEmpty() ? usualOutcome : outcomes.poll();
        if (outcome == Outcome.COMMITTED || (outcome == Outcome.IN_DOUBT && commitsInDoubt)) {
            topic.addAll(deadLetters);
            committed.putAll(offsets);
        }
        if (outcome != Outcome.COMMITTED) {
            afterFailure.run();
        }
        return outcome;
    }

    @Override
    public boolean settle() {
        settleAttempts++;
        return settles;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
    }
}
