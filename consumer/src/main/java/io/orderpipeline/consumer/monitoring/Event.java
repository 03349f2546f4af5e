package io.orderpipeline.consumer.monitoring;

import java.time.Instant;

/**
 * Something that happened and that a person who looks later wants to know of.
 *
 * @param text holds no customer data
 */
public record Event(Instant time, Kind kind, String text) {

    /** What it is about. */
    public enum Kind {
        RUN,
        REBALANCE,
        DATABASE,
        BROKER,
        ALERT
    }
}
