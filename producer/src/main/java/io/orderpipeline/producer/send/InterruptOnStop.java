package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.StopSignal;
import java.util.concurrent.CompletableFuture;

/**
 * Interrupts the thread that made it when the stop is requested, until it is closed. {@code KafkaProducer.send} blocks
 * while its memory is full, for minutes when the broker is gone, and nothing else wakes it.
 */
public final class InterruptOnStop implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<Void> interruption;
    private boolean closed;

    public InterruptOnStop(StopSignal stop) {
        interruption = stop.future().thenRun(this::interrupt);
    }

    private synchronized void interrupt() {
        if (!closed) {
            thread.interrupt();
        }
    }

    /** What follows is not interrupted: neither later, nor by an interrupt that came already. */
    @Override
    public synchronized void close() {
        closed = true;
        interruption.cancel(false);
        Thread.interrupted();
    }
}
