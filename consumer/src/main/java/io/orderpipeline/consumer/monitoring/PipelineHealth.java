package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import java.util.Objects;
import java.util.Optional;

/**
 * The pipeline's state, with its reason and its cause.
 *
 * @param reason for the user; empty while the pipeline is running
 */
record PipelineHealth(State state, String reason, Event.Kind kind) {

    private static final String NO_BROKER = "the broker does not answer";

    static PipelineHealth of(PipelineCounters counters, boolean brokerResponds, DesiredState desired) {
        if (desired == DesiredState.STOP) {
            return new PipelineHealth(
                    State.STOPPING,
                    "finishing the records in flight, up to %d s".formatted(PipelineSnapshot.STOP_LIMIT.toSeconds()),
                    Event.Kind.RUN);
        }
        return degraded(counters, brokerResponds)
                .orElseGet(() -> desired == DesiredState.PAUSE
                        ? new PipelineHealth(
                                State.PAUSED, "by the user; records in flight are finished", Event.Kind.RUN)
                        : healthy(counters));
    }

    private static Optional<PipelineHealth> degraded(PipelineCounters counters, boolean brokerResponds) {
        Optional<String> cassandra = counters.snapshot().stream()
                .map(PartitionCounts::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .or(counters::idleTrouble);
        if (cassandra.isPresent()) {
            return Optional.of(new PipelineHealth(
                    State.DEGRADED,
                    "held up by Cassandra: " + cassandra.get() + (brokerResponds ? "" : "; and " + NO_BROKER),
                    Event.Kind.DATABASE));
        }
        if (!brokerResponds) {
            return Optional.of(new PipelineHealth(State.DEGRADED, NO_BROKER, Event.Kind.BROKER));
        }
        Optional<PipelineHealth> registry = counters.registryFailure()
                .map(failure -> new PipelineHealth(
                        State.DEGRADED, "held up by the schema registry: " + failure, Event.Kind.REGISTRY));
        return registry.or(() -> deadLetters(counters));
    }

    private static Optional<PipelineHealth> deadLetters(PipelineCounters counters) {
        return counters.deadLetterFailure()
                .map(failure -> new PipelineHealth(
                        State.DEGRADED,
                        "cannot commit dead letters, and no offset after them: " + failure,
                        Event.Kind.BROKER));
    }

    private static PipelineHealth healthy(PipelineCounters counters) {
        if (counters.snapshot().stream().anyMatch(PartitionCounts::owned)) {
            return new PipelineHealth(State.RUNNING, "", Event.Kind.RUN);
        }
        return counters.isInGroup()
                ? new PipelineHealth(
                        State.STANDBY,
                        "other members of the group have all partitions; this one takes over when one leaves",
                        Event.Kind.REBALANCE)
                : new PipelineHealth(State.STARTING, "joining the group", Event.Kind.REBALANCE);
    }
}
