package io.orderpipeline.common.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when a schema is requested: one request for each id, few at once, and after a failure one at a time, each
 * after its backoff. Keeps the trouble of each id, because a registry may fail on one and answer for others. Safe for
 * any thread.
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

    /** A request without a response is reported after this time, long before it fails. */
    static final Duration SLOW = Duration.ofSeconds(2);

    private static final class Attempt {
        private boolean isRunning;
        private long startedAt;
        private int failures;
        private long notBefore;
        private long lastInterest;
        private Optional<String> failure = Optional.empty();

        boolean isSlow(long now) {
            return isRunning && now - startedAt >= SLOW.toNanos();
        }

        boolean isOfInterest(long now) {
            return now - lastInterest < INTEREST.toNanos();
        }

        boolean isInTrouble(long now) {
            return isOfInterest(now) && (failure.isPresent() || isSlow(now));
        }
    }

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final Map<SchemaId, Attempt> attempts = new LinkedHashMap<>();
    private final List<Attempt> running = new ArrayList<>(MOST_AT_ONCE);

    /** Whether the newest result is a failure. */
    private boolean isFailing;

    /** @param random from 0 to 1 */
    RegistryAttempts(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Whether the caller must request this schema now, and then report the result. */
    synchronized boolean begin(SchemaId id) {
        long now = nanoTime.getAsLong();
        Attempt known = attempts.get(id);
        if (known != null) {
            known.lastInterest = now;
        }
        boolean isWaiting = known != null && (known.isRunning || now - known.notBefore < 0);
        if (isWaiting || isBusy(now)) {
            return false;
        }
        if (attempts.size() >= MOST_WAITING) {
            attempts.values().removeIf(attempt -> !attempt.isRunning);
        }
        Attempt attempt = attempts.computeIfAbsent(id, unused -> new Attempt());
        attempt.isRunning = true;
        attempt.startedAt = now;
        attempt.lastInterest = now;
        running.add(attempt);
        return true;
    }

    /** A request that hangs holds up no other. */
    private boolean isBusy(long now) {
        long prompt = running.stream().filter(attempt -> !attempt.isSlow(now)).count();
        return running.size() >= MOST_AT_ONCE || (isFailing && prompt > 0);
    }

    /** The registry has answered. Ends the backoff of all ids. */
    synchronized void succeeded(SchemaId id) {
        long now = nanoTime.getAsLong();
        running.remove(attempts.remove(id));
        isFailing = false;
        attempts.values().removeIf(attempt -> !attempt.isRunning && !attempt.isOfInterest(now));
        attempts.values().forEach(attempt -> attempt.notBefore = now);
    }

    synchronized void failed(SchemaId id, String message) {
        Attempt attempt = attempts.get(id);
        long backoff = SHORTEST_BACKOFF.toNanos() << Math.min(attempt.failures, 10);
        long ceiling = Math.min(backoff, LONGEST_BACKOFF.toNanos());
        attempt.failures++;
        attempt.isRunning = false;
        attempt.notBefore = nanoTime.getAsLong() + ceiling / 2 + Math.round(random.getAsDouble() * ceiling / 2);
        attempt.failure = Optional.of(message);
        running.remove(attempt);
        isFailing = true;
    }

    /** Why a schema is not known that a reader waits for: that of the first id, and the number of the others. */
    synchronized Optional<String> trouble() {
        long now = nanoTime.getAsLong();
        List<SchemaId> ids = attempts.entrySet().stream()
                .filter(entry -> entry.getValue().isInTrouble(now))
                .map(Map.Entry::getKey)
                .toList();
        return ids.stream().findFirst().map(first -> {
            String others = ids.size() == 1 ? "" : " and %,d more".formatted(ids.size() - 1);
            String reason = attempts.get(first)
                    .failure
                    .orElse("the schema registry has not responded for more than " + SLOW.toSeconds() + " s");
            return reason + " (" + first + others + ")";
        });
    }
}
