package io.orderpipeline.consumer.cassandra;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many replicas must have an order before its offset may be committed. Cassandra knows more: ANY is not here because
 * no replica need have what it acknowledges, EACH_QUORUM because nothing can be read with it.
 */
public enum Consistency {
    ONE,
    TWO,
    THREE,
    QUORUM,
    ALL,
    LOCAL_ONE,
    LOCAL_QUORUM;

    /** Empty for a level of the driver's own settings that is not one of ours; Cassandra judges that. */
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
