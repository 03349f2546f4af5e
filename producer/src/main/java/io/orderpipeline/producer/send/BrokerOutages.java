package io.orderpipeline.producer.send;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that the broker is unavailable and once that it is available again. Both are warnings, so that a log
 * without INFO shows how long an outage was. One thread.
 */
final class BrokerOutages {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerOutages.class);

    private Optional<Duration> begin = Optional.empty();

    void update(SendSnapshot snapshot) {
        if (snapshot.whyNotReady().isPresent() && begin.isEmpty()) {
            begin = Optional.of(snapshot.elapsed().minus(BrokerReadiness.SILENCE));
            String reason = snapshot.whyNotReady().get();
            String next = reason.equals(BrokerReadiness.REJECTED)
                    ? "the producer ends when they are delivered or expire (delivery.timeout.ms)"
                    : "the producer resumes automatically";
            LOG.warn(
                    "{}",
                    String.format(
                            Locale.ROOT,
                            "Kafka is unavailable: %s. %,d records wait for it, and %s",
                            reason,
                            snapshot.inFlight(),
                            next));
        } else if (snapshot.whyNotReady().isEmpty() && begin.isPresent()) {
            Duration outage = snapshot.elapsed().minus(begin.get());
            LOG.warn("Kafka is available again after {} s", outage.toSeconds());
            begin = Optional.empty();
        }
    }
}
