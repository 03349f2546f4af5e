package io.orderpipeline.common.cli;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at startup for a service, so that programs and servers can be started in any order. Logs the reason after a
 * few seconds and then periodically. A stop ends the wait. Safe for any thread.
 */
public final class ServiceWait {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * The first attempt of a client that starts on a busy machine may end after its 2 s without a response of a healthy
     * server.
     */
    private static final Duration BEFORE_FIRST_LINE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceWait.class);

    private final Duration limit;
    private final StopSignal stop;
    private final LongSupplier nanoTime;
    private final Duration pause;
    private final Consumer<String> progress;

    /** @param limit for each service; zero for no limit */
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

    /** Whether a stop is requested, so that a failed attempt need not find its reason. */
    public boolean isStopping() {
        return stop.isRequested();
    }

    /** One attempt to use the service. Returns within a few seconds; a stop takes effect between attempts. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws NotReadyException, InterruptedException;
    }

    /**
     * Repeats the attempt until it succeeds.
     *
     * @param service for messages: "the broker at localhost:9092"
     * @throws UserError after the limit
     * @throws StoppedException after a stop
     */
    public <T> T until(String service, Attempt<T> attempt) throws InterruptedException {
        long start = nanoTime.getAsLong();
        Duration nextLine = BEFORE_FIRST_LINE;
        while (!stop.isRequested()) {
            try {
                return attempt.run();
            } catch (NotReadyException e) {
                if (stop.isRequested()) {
                    break;
                }
                Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
                if (!limit.isZero() && waited.compareTo(limit) >= 0) {
                    throw timedOut(service, e);
                }
                if (waited.compareTo(nextLine) >= 0) {
                    progress.accept(
                            "Waiting for %s: %s (%d s so far)".formatted(service, e.getMessage(), waited.toSeconds()));
                    nextLine = waited.plus(BETWEEN_LINES);
                }
            }
            if (stop.await(pause)) {
                break;
            }
        }
        throw new StoppedException(service);
    }

    private UserError timedOut(String service, NotReadyException e) {
        return UserError.failed(
                "timed out after " + limit.toSeconds() + " s, waiting for " + service + ": " + e.getMessage(), e);
    }

    /** A transient failure: the service may become ready. The message is the reason. */
    public static final class NotReadyException extends Exception {

        private static final long serialVersionUID = 1L;

        public NotReadyException(String reason, Throwable cause) {
            super(reason, cause);
        }

        public NotReadyException(String reason) {
            this(reason, null);
        }
    }

    public static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StoppedException(String waitedFor) {
            super("Stopped while waiting for " + waitedFor + "; nothing was done");
        }
    }
}
