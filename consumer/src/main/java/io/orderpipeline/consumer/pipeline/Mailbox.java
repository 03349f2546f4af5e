package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The mailbox of a poll loop: the only way in which other threads reach it. They post messages, and the loop runs them
 * on its own thread. So the state of a loop needs no locks, and no callback touches it.
 */
final class Mailbox {

    private final LinkedBlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

    /** From any thread; never blocks. */
    void post(Runnable message) {
        messages.add(message);
    }

    /** On the loop's thread: runs all messages. */
    void run() {
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
    }

    /** On the loop's thread: waits for a message until the timeout, and runs all messages. */
    void awaitAndRun(Duration timeout) throws InterruptedException {
        Runnable first = messages.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            first.run();
            run();
        }
    }
}
