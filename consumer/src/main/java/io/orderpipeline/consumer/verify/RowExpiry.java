package io.orderpipeline.consumer.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides by the TTL whether a row may have expired. The TTL starts when the row is written, which is after its record:
 * so the row of a younger record must exist, and that of an older one may, because it may have been consumed late.
 */
public record RowExpiry(Optional<Duration> timeToLive, InstantSource clock) {

    /** Cassandra counts whole seconds by its own clock, and the record has the time of the producer's. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    /** @param recordMillis since 1970, of the record in Kafka */
    public boolean mayHaveExpired(long recordMillis) {
        return timeToLive.isPresent()
                && Instant.ofEpochMilli(recordMillis)
                        .plus(timeToLive.get())
                        .minus(MARGIN)
                        .isBefore(clock.instant());
    }
}
