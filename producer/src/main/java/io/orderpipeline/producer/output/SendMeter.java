package io.orderpipeline.producer.output;

import io.orderpipeline.producer.send.BrokerReadiness;
import io.orderpipeline.producer.send.Pacer;
import io.orderpipeline.producer.send.SendStatistics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes views of a run, each with the rate since the one before. One thread. */
public final class SendMeter {

    private static final int SECONDS_KEPT = 60;

    private final SendStatistics statistics;
    private final Pacer pacer;
    private final BrokerReadiness readiness;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Double> recent = new ArrayDeque<>(SECONDS_KEPT);
    private final long start;
    private long lastTime;
    private long lastAcknowledged;

    public SendMeter(SendStatistics statistics, Pacer pacer, BrokerReadiness readiness, LongSupplier nanoTime) {
        this.statistics = statistics;
        this.pacer = pacer;
        this.readiness = readiness;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastTime = start;
    }

    SendSnapshot look() {
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
                statistics.failures().count(),
                Duration.ofNanos(pacer.behindNanos()),
                readiness.whyNot(),
                statistics.acknowledgedByPartition(),
                statistics.acknowledgedByCategory(),
                statistics.latency());
    }
}
