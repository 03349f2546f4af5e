package io.orderpipeline.producer.output;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has a run looked at once a second, on a thread of its own, until it is closed. */
public final class OutputTicker implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final SendMeter meter;
    private final SendOutput output;

    public OutputTicker(SendMeter meter, SendOutput output) {
        this.meter = meter;
        this.output = output;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // runs until closed; a printer does not throw
    public OutputTicker start() {
        timer.scheduleAtFixedRate(() -> output.see(meter.look()), 1, 1, TimeUnit.SECONDS);
        return this;
    }

    /** Waits for a look that is under way, so that what is printed from here on is not mixed with it. */
    @Override
    public void close() throws InterruptedException {
        timer.shutdown();
        var unused = timer.awaitTermination(1, TimeUnit.SECONDS);
    }
}
