package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;

/**
 * Waits until every record that the client took is acknowledged or has failed. A run that ends by itself waits as long
 * as the client's delivery timeout allows; a stop leaves it a few seconds.
 */
public final class Drain {

    private Drain() {}

    /**
     * False when records are left whose fate is unknown.
     *
     * @param afterStop how long to wait from the stop on
     */
    public static boolean await(Producer<?, ?> producer, StopSignal stop, Duration afterStop)
            throws InterruptedException {
        CompletableFuture<Void> flushed = CompletableFuture.runAsync(producer::flush, Drain::onItsOwnThread);
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

    /** The client's flush cannot be told to give up, so it may be left behind when the program ends. */
    private static void onItsOwnThread(Runnable flush) {
        Thread thread = new Thread(flush, "flush");
        thread.setDaemon(true);
        thread.start();
    }
}
