package io.orderpipeline.consumer.lookup;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports the progress of long searches once a second, and ends it by the exception of a check. Long operations run it
 * several times a second. Safe for use by several threads.
 */
final class LookupProgress implements Runnable {

    private static final long BETWEEN_LINES = Duration.ofSeconds(1).toNanos();

    /** The first records take longer than the others, and tell nothing of the time that is left. */
    private static final double LEAST_SHARE = 0.05;

    private final Runnable check;
    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private final AtomicLong lastLine;
    private final LongAdder records = new LongAdder();
    private volatile long start;
    private volatile long expected;

    /**
     * @param check throws when the lookup must end
     * @param lines for people
     */
    LookupProgress(Runnable check, Consumer<String> lines, LongSupplier nanoTime) {
        this.check = check;
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastLine = new AtomicLong(start);
    }

    /** Begins a search that takes a while. */
    void begin(String what, long expectedRecords) {
        lines.accept(what);
        records.reset();
        expected = expectedRecords;
        start = nanoTime.getAsLong();
        lastLine.set(start);
    }

    /** Ends it. */
    void end() {
        expected = 0;
    }

    void record() {
        records.increment();
    }

    @Override
    public void run() {
        check.run();
        long now = nanoTime.getAsLong();
        long last = lastLine.get();
        if (expected > 0 && now - last >= BETWEEN_LINES && lastLine.compareAndSet(last, now)) {
            lines.accept(line(now));
        }
    }

    private String line(long now) {
        long done = records.sum();
        if (done < expected * LEAST_SHARE || done >= expected) {
            return "Searched %,d of %,d records".formatted(done, expected);
        }
        long seconds = Duration.ofNanos((long) ((now - start) * ((double) (expected - done) / done)))
                .toSeconds();
        return "Searched %,d of %,d records, about %,d s left".formatted(done, expected, seconds + 1);
    }
}
