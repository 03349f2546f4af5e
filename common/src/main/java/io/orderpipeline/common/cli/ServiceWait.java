package io.orderpipeline.common.cli;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at start for what the program needs, so that programs and servers may be started in any order. Says what it
 * waits for and why, once that takes longer than a moment and then now and again; a stop ends the waiting. Safe for use
 * by several threads.
 */
public final class ServiceWait {

    /** Between two attempts. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A server that answers refuses the first question now and then, and nobody need hear of that. */
    private static final Duration BEFORE_FIRST_WORD = Duration.ofSeconds(1);

    private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceWait.class);

    private final Duration limit;
    private final StopSignal stop;
    private final LongSupplier nanoTime;
    private final Duration pause;
    private final Consumer<String> progress;

    /** @param limit for each service; zero waits for ever */
    public ServiceWait(Duration limit, StopSignal stop) {
        this(limit, stop, System::nanoTime, PAUSE, LOG::info);
    }

    ServiceWait(Duration limit, StopSignal stop, LongSupplier nanoTime, Duration pause, Consumer<String> progress) {
        this.limit = limit;
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.progress = progress;
    }

    /** One try at using the service, which returns within a few seconds; a stop is obeyed only between tries. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws NotReadyException, InterruptedException;
    }

    /**
     * Tries until it succeeds.
     *
     * @param service as it stands in a sentence: "the broker at localhost:9092"
     * @throws UserError when the limit has passed
     * @throws StoppedException when the stop came first
     */
    public <T> T until(String service, Attempt<T> attempt) throws InterruptedException {
        long start = nanoTime.getAsLong();
        Duration nextWord = BEFORE_FIRST_WORD;
        while (!stop.isRequested()) {
            try {
                return attempt.run();
            } catch (NotReadyException e) {
                Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
                if (!limit.isZero() && waited.compareTo(limit) >= 0) {
                    throw gaveUp(service, e);
                }
                if (waited.compareTo(nextWord) >= 0) {
                    progress.accept(
                            "Waiting for %s: %s (%d s so far)".formatted(service, e.getMessage(), waited.toSeconds()));
                    nextWord = waited.plus(BETWEEN_REMINDERS);
                }
            }
            if (stop.await(pause)) {
                break;
            }
        }
        throw new StoppedException(service);
    }

    private UserError gaveUp(String service, NotReadyException e) {
        return UserError.failed(
                "gave up waiting for " + service + " after " + limit.toSeconds() + " s: " + e.getMessage(), e);
    }

    /** A service is not there, or not ready, and may come: the message is the reason, as the end of a sentence. */
    public static final class NotReadyException extends Exception {

        private static final long serialVersionUID = 1L;

        public NotReadyException(String reason, Throwable cause) {
            super(reason, cause);
        }

        public NotReadyException(String reason) {
            this(reason, null);
        }
    }

    /** The stop came while the program was still starting; there is nothing to tell but that. */
    public static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StoppedException(String waitedFor) {
            super("Stopped while waiting for " + waitedFor + "; nothing was done");
        }
    }
}
