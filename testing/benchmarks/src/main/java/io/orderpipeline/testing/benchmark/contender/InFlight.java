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

/** The batches of one partition in flight, and the commits behind them. A failed batch ends the loop. One thread. */
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

    private record Request(CompletableFuture<?> response, long nextOffset) {}

    InFlight(CqlSession session, KafkaConsumer<?, ?> consumer, TopicPartition partition, int limit) {
        this.session = session;
        this.consumer = consumer;
        this.partition = partition;
        this.limit = limit;
    }

    /**
     * Waits for the oldest batch when the limit is reached.
     *
     * @param acknowledged runs on a driver thread
     */
    void send(BatchStatement batch, long nextOffset, Runnable acknowledged) {
        if (requests.size() == limit) {
            awaitOldest();
        }
        CompletableFuture<?> response =
                session.executeAsync(batch).toCompletableFuture().thenRun(acknowledged);
        requests.add(new Request(response, nextOffset));
    }

    /** Commits acknowledged batches once a second, without waiting. */
    void commitIfDue() {
        while (!requests.isEmpty() && requests.peek().response().isDone()) {
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
        oldest.response().join();
        committable = oldest.nextOffset();
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return Map.of(partition, new OffsetAndMetadata(committable));
    }
}
