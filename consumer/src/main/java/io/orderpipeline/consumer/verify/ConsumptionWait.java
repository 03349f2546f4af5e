package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.ServiceWait.Attempt;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a running consumer has consumed the records that were in the topic at the start. Records that arrive
 * later are not waited for, so that producers may go on. Used once, by one thread.
 */
final class ConsumptionWait {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** A group that starts or rebalances takes some seconds to its first commit. */
    private static final Duration NO_FIRST_COMMIT = Duration.ofSeconds(10);

    /** Commits are a second apart: a group that commits nothing for longer has no consumer, or one that is held up. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(3);

    /** The time of a slower read says nothing of the group. */
    private static final Duration SLOW_READ = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ConsumptionWait.class);

    private final Attempt<Map<Integer, Offsets>> source;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final Map<Integer, Long> lost = new TreeMap<>();

    /** Waits between two looks, and throws when the command must end. A test seam. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    /**
     * The offsets at the end of the wait.
     *
     * @param offsets the end offsets of the start, with what the group has committed when the wait ended
     * @param lost at most so many offsets were deleted by the topic before the group passed them, by partition
     */
    record Consumption(Map<Integer, Offsets> offsets, Map<Integer, Long> lost) {}

    /** @param source reads the offsets of the group; an attempt that fails is repeated within the limit */
    ConsumptionWait(Attempt<Map<Integer, Offsets>> source, Pause pause, LongSupplier nanoTime) {
        this.source = source;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** @param limit zero not to wait */
    Consumption await(Map<Integer, Offsets> start, Duration limit) throws InterruptedException {
        Map<Integer, Offsets> now = start;
        long began = nanoTime.getAsLong();
        long lastStep = began;
        Duration patience = NO_FIRST_COMMIT;
        if (left(start, now) > 0 && !limit.isZero()) {
            LOG.info("Waiting until the group has consumed {} records", "%,d".formatted(left(start, now)));
        }
        while (left(start, now) > 0 && !isOver(began, limit) && !isOver(lastStep, patience)) {
            pause.await(BETWEEN_LOOKS);
            long asked = nanoTime.getAsLong();
            Map<Integer, Offsets> next = readOr(now);
            addLost(start, now, next);
            boolean isStep = left(start, next) != left(start, now);
            patience = isStep ? NO_PROGRESS : patience;
            lastStep = isStep || isOver(asked, SLOW_READ) ? nanoTime.getAsLong() : lastStep;
            now = next;
        }
        return new Consumption(upToTheStart(start, now), lost);
    }

    private Map<Integer, Offsets> readOr(Map<Integer, Offsets> last) throws InterruptedException {
        try {
            return source.run();
        } catch (NotReadyException e) {
            LOG.debug("The offsets of the group cannot be read", e);
            return last;
        }
    }

    private boolean isOver(long since, Duration limit) {
        return nanoTime.getAsLong() - since >= limit.toNanos();
    }

    /** Counts a gap that the group has passed; one that is still ahead of it is seen in the offsets. */
    private void addLost(Map<Integer, Offsets> start, Map<Integer, Offsets> before, Map<Integer, Offsets> after) {
        start.forEach((partition, first) -> {
            long committed = before.getOrDefault(partition, first).committed();
            Offsets next = after.getOrDefault(partition, first);
            long beginning = Math.min(next.beginning(), first.end());
            if (committed < beginning && beginning <= next.committed()) {
                lost.merge(partition, beginning - committed, Long::sum);
            }
        });
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
