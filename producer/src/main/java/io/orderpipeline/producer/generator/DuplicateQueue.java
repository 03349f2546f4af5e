package io.orderpipeline.producer.generator;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Selects the orders to send twice and holds them until they are due: half of them right after the first record, like a
 * retry, the others up to a hundred orders later, like a replay. One thread.
 */
final class DuplicateQueue {

    private static final int LONGEST_DELAY = 100;

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::offered));
    private final UniformRandomProvider random;
    private final double share;
    private long offered;

    DuplicateQueue(UniformRandomProvider random, double share) {
        this.random = random;
        this.share = share;
    }

    private record Waiting(long due, long offered, OutgoingRecord record) {}

    void offer(OutgoingRecord order) {
        offered++;
        if (share > 0 && random.nextDouble() < share) {
            int delay = random.nextBoolean() ? 0 : 1 + random.nextInt(LONGEST_DELAY);
            waiting.add(new Waiting(offered + delay, offered, order.duplicate()));
        }
    }

    void drainDue(Consumer<OutgoingRecord> out) {
        while (!waiting.isEmpty() && waiting.peek().due() <= offered) {
            out.accept(waiting.poll().record());
        }
    }

    void drainAll(Consumer<OutgoingRecord> out) {
        while (!waiting.isEmpty()) {
            out.accept(waiting.poll().record());
        }
    }
}
