package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The batches of one partition that are under way, oldest first, and the commits behind them. A failure ends the loop.
 * One thread.
 */
final class InFlight {

    private static final long BETWEEN_COMMITS = TimeUnit.SECONDS.toNanos(1);

    private final CqlSession session;
    private final KafkaConsumer<?, ?> consumer;
    private final TopicPartition partition;
    private final int limit;
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private long committable;
    private long committed;
    private long lastCommit = System.nanoTime();

    private record Request(CompletableFuture<?> answer, long nextOffset) {}

    InFlight(CqlSession session, KafkaConsumer<?, ?> consumer, TopicPartition partition, int limit) {
        this.session = session;
        this.consumer = consumer;
        this.partition = partition;
        this.limit = limit;
    }

    /** Waits for the oldest when there are as many as may be. */
    void send(BatchStatement batch, long nextOffset) {
        send(batch, nextOffset, () -> {});
    }

    /** @param acknowledged run on a thread of the driver */
    void send(BatchStatement batch, long nextOffset, Runnable acknowledged) {
        if (requests.size() == limit) {
            awaitOldest();
        }
        CompletableFuture<?> answer =
                session.executeAsync(batch).toCompletableFuture().thenRun(acknowledged);
        requests.add(new Request(answer, nextOffset));
    }

    /** What is acknowledged, without waiting, once a second. */
    void commitIfDue() {
        while (!requests.isEmpty() && requests.peek().answer().isDone()) {
            awaitOldest();
        }
        if (committable > committed && System.nanoTime() - lastCommit >= BETWEEN_COMMITS) {
            consumer.commitAsync(offsets(), null);
            committed = committable;
            lastCommit = System.nanoTime();
        }
    }

    void finish() {
        while (!requests.isEmpty()) {
            awaitOldest();
        }
        consumer.commitSync(offsets());
    }

    private void awaitOldest() {
        Request oldest = requests.remove();
        oldest.answer().join();
        committable = oldest.nextOffset();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return Map.of(partition, new OffsetAndMetadata(committable));
    }
}
