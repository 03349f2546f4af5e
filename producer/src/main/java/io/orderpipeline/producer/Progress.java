package io.orderpipeline.producer;

import static io.orderpipeline.producer.Numbers.grouped;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says once a second how the run goes: a line each time, or on a terminal one line that redraws. Prints on a thread of
 * its own, until it is closed.
 */
final class Progress implements AutoCloseable {

    private static final String REDRAW = "\r";
    private static final String ERASE_TO_END_OF_LINE = "\u001b[K";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintWriter out;
    private final boolean onTerminal;
    private final SendStatistics statistics;
    private final Pacer pacer;
    private final Readiness readiness;
    private final LongSupplier nanoTime;
    private final long start;
    private long lastTime;
    private long lastAcknowledged;

    Progress(
            PrintWriter out,
            boolean onTerminal,
            SendStatistics statistics,
            Pacer pacer,
            Readiness readiness,
            LongSupplier nanoTime) {
        this.out = out;
        this.onTerminal = onTerminal;
        this.statistics = statistics;
        this.pacer = pacer;
        this.readiness = readiness;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastTime = start;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // runs until closed; a printer does not throw
    Progress start() {
        timer.scheduleAtFixedRate(this::print, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    private void print() {
        out.print(onTerminal ? REDRAW + line() + ERASE_TO_END_OF_LINE : line() + System.lineSeparator());
        out.flush();
    }

    /** The rate is that since the line before. */
    String line() {
        long now = nanoTime.getAsLong();
        long acknowledged = statistics.acknowledgedCount();
        double seconds = Math.max(1, now - lastTime) / 1e9;
        String line = String.format(
                "%4d s  acknowledged %s  %s/s  in flight %s  failed %s  behind %s ms",
                TimeUnit.NANOSECONDS.toSeconds(now - start),
                grouped(acknowledged),
                grouped(Math.round((acknowledged - lastAcknowledged) / seconds)),
                grouped(statistics.inFlightCount()),
                grouped(statistics.failures().count()),
                grouped(TimeUnit.NANOSECONDS.toMillis(pacer.behindNanos())));
        lastTime = now;
        lastAcknowledged = acknowledged;
        return line + readiness.whyNot().map(reason -> "  " + reason).orElse("");
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        if (timer.awaitTermination(1, TimeUnit.SECONDS) && onTerminal) {
            out.println();
        }
    }
}
