package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a running consumer has consumed the records that were in the topic at the start. Records that arrive
 * later are not waited for, so that producers may go on. One thread.
 */
final class ConsumptionWait {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Commits are a second apart: a group that commits nothing for longer has no consumer, or one that is held up. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(ConsumptionWait.class);

    private final Source source;
    private final Pause pause;
    private final LongSupplier nanoTime;

    /** Reads the offsets of the group. */
    @FunctionalInterface
    interface Source {
        Map<Integer, Offsets> read() throws InterruptedException;
    }

    /** Waits between two looks, and throws when the command must end. A test seam. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    ConsumptionWait(Source source, Pause pause, LongSupplier nanoTime) {
        this.source = source;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /**
     * @param limit zero not to wait
     * @return the end offsets of the start, with what the group has committed when the wait ended
     */
    Map<Integer, Offsets> await(Duration limit) throws InterruptedException {
        Map<Integer, Offsets> start = source.read();
        Map<Integer, Offsets> now = start;
        long began = nanoTime.getAsLong();
        long lastStep = began;
        if (left(start, now) > 0 && !limit.isZero()) {
            LOG.info("Waiting until the group has consumed {} records", "%,d".formatted(left(start, now)));
        }
        while (left(start, now) > 0 && !isOver(began, limit) && !isOver(lastStep, NO_PROGRESS)) {
            pause.await(BETWEEN_LOOKS);
            Map<Integer, Offsets> next = source.read();
            lastStep = left(start, next) == left(start, now) ? lastStep : nanoTime.getAsLong();
            now = next;
        }
        return upToTheStart(start, now);
    }

    private boolean isOver(long since, Duration limit) {
        return nanoTime.getAsLong() - since >= limit.toNanos();
    }

    private static long left(Map<Integer, Offsets> start, Map<Integer, Offsets> now) {
        return upToTheStart(start, now).values().stream()
                .mapToLong(Offsets::lag)
                .sum();
    }

    /** What was committed after the end offsets of the start is beyond what is verified. */
    private static Map<Integer, Offsets> upToTheStart(Map<Integer, Offsets> start, Map<Integer, Offsets> now) {
        Map<Integer, Offsets> offsets = new TreeMap<>();
        start.forEach((partition, first) -> {
            Offsets last = now.getOrDefault(partition, first);
            long committed = Math.min(last.committed(), first.end());
            offsets.put(partition, new Offsets(last.beginning(), first.end(), committed, first.hidden()));
        });
        return offsets;
    }
}
