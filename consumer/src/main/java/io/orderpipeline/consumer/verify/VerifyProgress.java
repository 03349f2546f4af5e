package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the progress of verify once a second, and ends it by an exception when a stop is requested. Long operations run
 * it several times a second. Safe for use by several threads.
 */
final class VerifyProgress implements Runnable {

    private static final long BETWEEN_LINES = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(VerifyProgress.class);

    private final StopSignal stop;
    private final LongSupplier nanoTime;
    private final AtomicLong lastLine;
    private final LongAdder records = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private volatile String phase = "Starting";

    VerifyProgress(StopSignal stop, LongSupplier nanoTime) {
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.lastLine = new AtomicLong(nanoTime.getAsLong());
    }

    void phase(String what) {
        phase = what;
        run();
    }

    void record() {
        records.increment();
    }

    void row() {
        rows.increment();
    }

    /** @throws StoppedException when a stop was requested */
    @Override
    public void run() {
        if (stop.isRequested()) {
            throw new StoppedException("the end of verify");
        }
        long now = nanoTime.getAsLong();
        long last = lastLine.get();
        if (now - last >= BETWEEN_LINES && lastLine.compareAndSet(last, now)) {
            LOG.info(
                    "{}: {} rows and {} records read",
                    phase,
                    "%,d".formatted(rows.sum()),
                    "%,d".formatted(records.sum()));
        }
    }
}
