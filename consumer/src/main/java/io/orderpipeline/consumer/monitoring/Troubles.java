package io.orderpipeline.consumer.monitoring;

import java.util.Objects;
import java.util.Optional;

/**
 * What keeps the pipeline from its work at one moment, by the service that is the cause. Each text is one line for
 * people, and is empty while that service does its part. Immutable.
 *
 * @param broker why it is not available
 * @param database why Cassandra accepts no writes, or does not respond to health probes
 * @param registry why records wait for a schema
 * @param deadLetters why they, and the offsets after them, cannot be committed
 */
public record Troubles(
        Optional<String> broker, Optional<String> database, Optional<String> registry, Optional<String> deadLetters) {

    public static final Troubles NONE =
            new Troubles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Troubles of(PipelineCounters counters, Optional<String> broker) {
        Optional<String> database = counters.snapshot().stream()
                .map(PartitionCounts::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .or(counters::idleTrouble);
        return new Troubles(broker, database, counters.registryFailure(), counters.deadLetterFailure());
    }
}
