package io.orderpipeline.producer.send;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Not ready when records are in flight and none is acknowledged for a while, until one is: those that fail meanwhile
 * say nothing about the broker. Safe for any thread.
 */
final class BrokerReadiness {

    /** A leader election takes a few seconds. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    static final String REJECTED = "the broker rejects this client";

    private final SendStatistics statistics;
    private final LongSupplier nanoTime;
    private long acknowledged;
    private long lastGood;
    private boolean isSilent;

    BrokerReadiness(SendStatistics statistics, LongSupplier nanoTime) {
        this.statistics = statistics;
        this.nanoTime = nanoTime;
        this.lastGood = nanoTime.getAsLong();
    }

    /** Empty when the broker is ready. Call it every second: silence is measured from call to call. */
    synchronized Optional<String> whyNot() {
        long now = nanoTime.getAsLong();
        long count = statistics.acknowledgedCount();
        if (count != acknowledged || (statistics.inFlightCount() == 0 && !isSilent)) {
            acknowledged = count;
            lastGood = now;
        }
        Duration silence = Duration.ofNanos(now - lastGood);
        isSilent = silence.compareTo(SILENCE) >= 0;
        if (statistics.isClientRejected()) {
            return Optional.of(REJECTED);
        }
        return isSilent
                ? Optional.of("the broker has acknowledged nothing for " + silence.toSeconds() + " s")
                : Optional.empty();
    }
}
