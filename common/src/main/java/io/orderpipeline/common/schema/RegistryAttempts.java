package io.orderpipeline.common.schema;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when a schema is requested: one request for each id, few at once, and after a failure one at a time, each
 * after its backoff. Safe for any thread.
 */
final class RegistryAttempts {

    static final int MOST_AT_ONCE = 16;

    /** Of ids that wait; further ones wait without a backoff of their own. */
    static final int MOST_WAITING = 10_000;

    static final Duration SHORTEST_BACKOFF = Duration.ofMillis(100);

    /** Limits the time until the end of an outage is noticed. */
    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    /** Failures matter as long as a reader waits for a schema; those that wait ask more often than this. */
    static final Duration INTEREST = Duration.ofSeconds(10);

    private static final class Attempt {
        private boolean isRunning;
        private int failures;
        private long notBefore;
    }

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final Map<SchemaId, Attempt> attempts = new HashMap<>();
    private int running;
    private long lastInterest;
    private Optional<String> trouble = Optional.empty();

    /** @param random from 0 to 1 */
    RegistryAttempts(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Whether the caller must request this schema now, and then report the result. */
    synchronized boolean begin(SchemaId id) {
        long now = nanoTime.getAsLong();
        lastInterest = now;
        Attempt attempt = attempts.get(id);
        boolean isWaiting = attempt != null && (attempt.isRunning || now - attempt.notBefore < 0);
        if (isWaiting || running >= (trouble.isPresent() ? 1 : MOST_AT_ONCE)) {
            return false;
        }
        if (attempts.size() >= MOST_WAITING) {
            forgetFailures();
        }
        attempts.computeIfAbsent(id, unused -> new Attempt()).isRunning = true;
        running++;
        return true;
    }

    /** The registry has answered. Ends the backoff of all ids. */
    synchronized void succeeded(SchemaId id) {
        attempts.remove(id);
        running--;
        trouble = Optional.empty();
        forgetFailures();
    }

    synchronized void failed(SchemaId id, String message) {
        Attempt attempt = attempts.get(id);
        long backoff = SHORTEST_BACKOFF.toNanos() << Math.min(attempt.failures, 10);
        long ceiling = Math.min(backoff, LONGEST_BACKOFF.toNanos());
        attempt.failures++;
        attempt.isRunning = false;
        attempt.notBefore = nanoTime.getAsLong() + ceiling / 2 + Math.round(random.getAsDouble() * ceiling / 2);
        running--;
        trouble = Optional.of(message);
    }

    private void forgetFailures() {
        attempts.values().removeIf(attempt -> !attempt.isRunning);
    }

    /** The message of the newest failure, until a success. */
    synchronized Optional<String> trouble() {
        boolean isOfInterest = nanoTime.getAsLong() - lastInterest < INTEREST.toNanos();
        return isOfInterest ? trouble : Optional.empty();
    }
}
