package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import java.util.List;
import java.util.Objects;

/**
 * The pipeline's state, with its reason and its cause.
 *
 * @param reason for the user; empty while the pipeline is running
 */
record PipelineHealth(State state, String reason, Event.Kind kind) {

    private static final String NO_BROKER = "the broker does not answer";

    static PipelineHealth of(List<PartitionCounts> partitions, boolean brokerResponds, DesiredState desired) {
        if (desired == DesiredState.STOP) {
            return new PipelineHealth(
                    State.STOPPING, "stop requested; finishing the records in flight", Event.Kind.RUN);
        }
        if (partitions.stream().noneMatch(PartitionCounts::owned)) {
            return new PipelineHealth(
                    State.STARTING,
                    "waiting for an assignment: either a dead member's session has yet to expire, or"
                            + " this member is a standby",
                    Event.Kind.REBALANCE);
        }
        return partitions.stream()
                .map(PartitionCounts::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .map(trouble -> new PipelineHealth(
                        State.DEGRADED,
                        "held up by Cassandra: " + trouble + (brokerResponds ? "" : "; and " + NO_BROKER),
                        Event.Kind.DATABASE))
                .orElseGet(() -> brokerResponds
                        ? healthy(desired)
                        : new PipelineHealth(State.DEGRADED, NO_BROKER, Event.Kind.BROKER));
    }

    private static PipelineHealth healthy(DesiredState desired) {
        return desired == DesiredState.PAUSE
                ? new PipelineHealth(State.PAUSED, "by hand; what was in flight is finished", Event.Kind.RUN)
                : new PipelineHealth(State.RUNNING, "", Event.Kind.RUN);
    }
}
