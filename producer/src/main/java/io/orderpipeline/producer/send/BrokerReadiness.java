package io.orderpipeline.producer.send;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Not ready when records are in flight and none is acknowledged for a while. Safe for any thread. */
final class BrokerReadiness {

    /** A leader election takes a few seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final SendStatistics statistics;
    private final LongSupplier nanoTime;
    private long acknowledged;
    private long lastGood;

    BrokerReadiness(SendStatistics statistics, LongSupplier nanoTime) {
        this.statistics = statistics;
        this.nanoTime = nanoTime;
        this.lastGood = nanoTime.getAsLong();
    }

    /** Empty when the broker is ready. Call it every second: silence is measured from call to call. */
    synchronized Optional<String> whyNot() {
        long now = nanoTime.getAsLong();
        long count = statistics.acknowledgedCount();
        if (count != acknowledged || statistics.inFlightCount() == 0) {
            acknowledged = count;
            lastGood = now;
        }
        if (statistics.isClientRejected()) {
            return Optional.of("the broker rejects this client");
        }
        Duration silence = Duration.ofNanos(now - lastGood);
        return silence.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of("the broker has acknowledged nothing for " + silence.toSeconds() + " s");
    }
}
