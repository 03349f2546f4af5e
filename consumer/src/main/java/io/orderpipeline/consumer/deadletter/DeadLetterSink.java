package io.orderpipeline.consumer.deadletter;

import java.util.Optional;
import java.util.function.Consumer;

/** Where records go that are no orders. A seam for tests of everything that happens before. */
public interface DeadLetterSink {

    /**
     * Sends without waiting for the broker.
     *
     * @param outcome called once, empty when all in-sync replicas have it; on the client's I/O thread, so it must not
     *     block
     */
    void send(DeadLetter letter, Consumer<Optional<Exception>> outcome);
}
