package io.orderpipeline.producer.send;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether the broker takes what is sent: it does not when nothing is acknowledged for a while though much is under way. */
public final class BrokerReadiness {

    /** A broker that elects a leader is silent for a few seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final SendStatistics statistics;
    private final LongSupplier nanoTime;
    private long acknowledged;
    private long lastGood;

    public BrokerReadiness(SendStatistics statistics, LongSupplier nanoTime) {
        this.statistics = statistics;
        this.nanoTime = nanoTime;
        this.lastGood = nanoTime.getAsLong();
    }

    /** Empty when all is well. To be asked every second, for silence is measured from look to look. Any thread. */
    public synchronized Optional<String> whyNot() {
        long now = nanoTime.getAsLong();
        long count = statistics.acknowledgedCount();
        if (count != acknowledged || statistics.inFlightCount() == 0) {
            acknowledged = count;
            lastGood = now;
        }
        if (statistics.failures().areHopeless()) {
            return Optional.of("the broker refuses who we are");
        }
        Duration silence = Duration.ofNanos(now - lastGood);
        return silence.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of("the broker has acknowledged nothing for " + silence.toSeconds() + " s");
    }
}
