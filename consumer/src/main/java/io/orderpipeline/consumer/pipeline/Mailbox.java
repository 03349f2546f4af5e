package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The only door through which other threads reach a poll loop: they leave what is to be done, and the loop does it on
 * its own thread when it comes by. So nothing behind the door needs a lock, and no callback touches a loop's state.
 */
final class Mailbox {

    private final LinkedBlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();

    /** From any thread; never blocks. */
    void post(Runnable message) {
        messages.add(message);
    }

    /** On the loop's thread: does all that has come. */
    void run() {
        for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
            message.run();
        }
    }

    /** On the loop's thread: waits until something comes, though not beyond {@code limit}, and does all that has. */
    void awaitAndRun(Duration limit) throws InterruptedException {
        Runnable first = messages.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            first.run();
            run();
        }
    }
}
