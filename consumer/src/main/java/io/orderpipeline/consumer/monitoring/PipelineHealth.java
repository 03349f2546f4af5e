package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import java.util.Optional;

/**
 * The pipeline's state and its reason.
 *
 * @param reason for the user; empty while the pipeline is running
 */
record PipelineHealth(State state, String reason) {

    static PipelineHealth of(PipelineCounters counters, Troubles troubles, DesiredState desired) {
        if (desired == DesiredState.STOP) {
            return new PipelineHealth(
                    State.STOPPING,
                    "finishing the records in flight, up to %d s".formatted(PipelineSnapshot.STOP_LIMIT.toSeconds()));
        }
        return degraded(troubles)
                .map(reason -> new PipelineHealth(State.DEGRADED, reason))
                .orElseGet(() -> desired == DesiredState.PAUSE
                        ? new PipelineHealth(State.PAUSED, "by the user; records in flight are finished")
                        : healthy(counters));
    }

    private static Optional<String> degraded(Troubles troubles) {
        return troubles.database()
                .map(reason -> "held up by Cassandra: " + reason
                        + troubles.broker().map(broker -> "; and " + broker).orElse(""))
                .or(troubles::broker)
                .or(() -> troubles.registry().map(reason -> "held up by the schema registry: " + reason))
                .or(() -> troubles.deadLetters()
                        .map(reason -> "cannot commit dead letters, and no offset after them: " + reason));
    }

    private static PipelineHealth healthy(PipelineCounters counters) {
        if (counters.snapshot().stream().anyMatch(PartitionCounts::owned)) {
            return new PipelineHealth(State.RUNNING, "");
        }
        return counters.isInGroup()
                ? new PipelineHealth(
                        State.STANDBY,
                        "other members of the group have all partitions; this one takes over when one leaves")
                : new PipelineHealth(State.STARTING, "joining the group");
    }
}
