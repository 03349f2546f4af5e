package io.orderpipeline.producer.send;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;

/** Samples a run: each snapshot has the rate since the previous one. One thread. */
final class SendMeter {

    private static final int SECONDS_KEPT = 60;

    private final SendStatistics statistics;
    private final Pacer pacer;
    private final BrokerReadiness readiness;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Double> recent = new ArrayDeque<>(SECONDS_KEPT);
    private final long start;
    private long lastTime;
    private long lastAcknowledged;

    SendMeter(SendStatistics statistics, Pacer pacer, BrokerReadiness readiness, LongSupplier nanoTime) {
        this.statistics = statistics;
        this.pacer = pacer;
        this.readiness = readiness;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastTime = start;
    }

    SendSnapshot sample() {
        long now = nanoTime.getAsLong();
        long acknowledged = statistics.acknowledgedCount();
        double perSecond = (acknowledged - lastAcknowledged) / (Math.max(1, now - lastTime) / 1e9);
        lastTime = now;
        lastAcknowledged = acknowledged;
        if (recent.size() == SECONDS_KEPT) {
            recent.removeFirst();
        }
        recent.addLast(perSecond);
        return new SendSnapshot(
                Duration.ofNanos(now - start),
                acknowledged,
                perSecond,
                List.copyOf(recent),
                statistics.inFlightCount(),
                statistics.failedCount(),
                Duration.ofNanos(pacer.scheduleLagNanos()),
                readiness.whyNot(),
                statistics.acknowledgedByPartition(),
                statistics.acknowledgedByCategory(),
                statistics.latency());
    }
}
