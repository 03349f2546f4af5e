package io.orderpipeline.consumer.cassandra;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The consistency level: how many replicas must have an order before its offset may be committed. ANY is missing
 * because it acknowledges writes that no replica has, and EACH_QUORUM because it does not support reads.
 */
public enum Consistency {
    ONE,
    TWO,
    THREE,
    QUORUM,
    ALL,
    LOCAL_ONE,
    LOCAL_QUORUM;

    /** Empty for another level of the driver configuration, which Cassandra checks. */
    static Optional<Consistency> of(String name) {
        return Stream.of(values()).filter(level -> level.name().equals(name)).findFirst();
    }

    boolean isLocal() {
        return this == LOCAL_ONE || this == LOCAL_QUORUM;
    }

    int acknowledgements(int replicas) {
        return switch (this) {
            case ONE, LOCAL_ONE -> 1;
            case TWO -> 2;
            case THREE -> 3;
            case QUORUM, LOCAL_QUORUM -> replicas / 2 + 1;
            case ALL -> replicas;
        };
    }
}
