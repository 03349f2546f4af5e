package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.StopSignal;
import java.util.concurrent.CompletableFuture;

/**
 * Interrupts the creating thread when a stop is requested, until closed. {@code KafkaProducer.send} blocks while its
 * buffer is full, for minutes when the broker is down, and only an interrupt wakes it.
 */
final class InterruptOnStop implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<Void> interruption;
    private boolean closed;

    InterruptOnStop(StopSignal stop) {
        interruption = stop.future().thenRun(this::interrupt);
    }

    private synchronized void interrupt() {
        if (!closed) {
            thread.interrupt();
        }
    }

    /** Also clears an interrupt that has arrived already. */
    @Override
    public synchronized void close() {
        closed = true;
        interruption.cancel(false);
        Thread.interrupted();
    }
}
