package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;

/**
 * Waits until every record that the client accepted is acknowledged or has failed. A run that ends by itself waits up
 * to the client's delivery timeout; a stop limits the wait.
 */
final class Drain {

    private Drain() {}

    /**
     * Returns false when the fate of some records is unknown.
     *
     * @param afterStop how long to wait after the stop
     */
    static boolean await(Producer<?, ?> producer, StopSignal stop, Duration afterStop) throws InterruptedException {
        CompletableFuture<Void> flushed = CompletableFuture.runAsync(
                // Nothing interrupts a flush, so it needs a thread that the end of the program does not wait for.
                producer::flush, flush -> DaemonThreads.start("flush", flush));
        CompletableFuture.anyOf(flushed, stop.future())
                .handle((done, failure) -> null)
                .join();
        try {
            flushed.get(afterStop.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the client failed to flush", e.getCause());
        }
    }
}
