package io.orderpipeline.consumer.monitoring;

import java.util.List;
import java.util.Objects;

/**
 * @param reason for a person; empty while all is well
 * @param kind what it is about
 */
record PipelineHealth(PipelineState state, String reason, Event.Kind kind) {

    private static final String NO_BROKER = "the broker does not answer";

    static PipelineHealth of(List<PartitionCounts> partitions, boolean brokerAnswers, DesiredState wish) {
        if (wish == DesiredState.STOP) {
            return new PipelineHealth(
                    PipelineState.STOPPING, "asked to stop; what is under way is finished", Event.Kind.RUN);
        }
        if (partitions.stream().noneMatch(PartitionCounts::owned)) {
            return new PipelineHealth(
                    PipelineState.STARTING,
                    "joining the group, no partition yet: a member that has died is waited for, and one too many stands by",
                    Event.Kind.REBALANCE);
        }
        return partitions.stream()
                .map(PartitionCounts::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .map(trouble -> new PipelineHealth(
                        PipelineState.DEGRADED,
                        "held up by Cassandra: " + trouble + (brokerAnswers ? "" : "; and " + NO_BROKER),
                        Event.Kind.DATABASE))
                .orElseGet(() -> brokerAnswers
                        ? undisturbed(wish)
                        : new PipelineHealth(PipelineState.DEGRADED, NO_BROKER, Event.Kind.BROKER));
    }

    private static PipelineHealth undisturbed(DesiredState wish) {
        return wish == DesiredState.PAUSE
                ? new PipelineHealth(PipelineState.PAUSED, "by hand; what was in flight is finished", Event.Kind.RUN)
                : new PipelineHealth(PipelineState.RUNNING, "", Event.Kind.RUN);
    }
}
