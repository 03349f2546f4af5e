package io.orderpipeline.consumer.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether a row may be gone by itself. A row lives from when it was written, which is after its record was: so a younger
 * record's row must be there, and an older one's may be, for it may have been consumed late or replayed.
 */
record RowExpiry(Optional<Duration> timeToLive, InstantSource clock) {

    /** Cassandra counts in whole seconds by its own clock, and the record has its time from the producer's. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    /** @param recordMillis since 1970, of the record in Kafka */
    boolean mayHaveExpired(long recordMillis) {
        return timeToLive.isPresent()
                && Instant.ofEpochMilli(recordMillis)
                        .plus(timeToLive.get())
                        .minus(MARGIN)
                        .isBefore(clock.instant());
    }
}
