package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Snapshots for tests. */
public final class Snapshots {

    public static final Latency NO_LATENCY =
            new Latency(0, 0, 0, new Latency.Buckets(List.of(0.1, 1.0), List.of(0L, 0L, 0L), 0));

    private Snapshots() {}

    public static PartitionCounts counts(
            int partition, long polled, long written, long deadLettered, long inFlight, String trouble) {
        Map<Counter, Long> counts = Map.of(
                Counter.POLLED,
                polled,
                Counter.WRITTEN,
                written,
                Counter.DEAD_LETTERED,
                deadLettered,
                Counter.IN_FLIGHT,
                inFlight,
                Counter.BATCHES,
                10L,
                Counter.EXTRA_FIELDS,
                7L,
                Counter.EXTRA_FIELDS_NOT_STORED,
                3L);
        return new PartitionCounts(
                partition,
                new PartitionCounts.Assignment("partition-consumer-1", true, false, trouble),
                Counter.Values.of(counts),
                deadLettered == 0 ? Map.of() : Map.of(InvalidReason.NOT_JSON, deadLettered),
                Map.of("books", written),
                new PartitionCounts.Requests(2, 4),
                new PartitionCounts.Position(900, PartitionCounts.NO_TIMESTAMP));
    }

    public static PartitionSnapshot partition(PartitionCounts counts, Lag lag) {
        return new PartitionSnapshot(counts, Optional.ofNullable(lag), Rates.NONE, NO_LATENCY, NO_LATENCY);
    }

    public static PipelineSnapshot pipeline(State state, String reason, PartitionSnapshot... partitions) {
        return pipeline(state, reason, Duration.ofMillis(200), partitions);
    }

    /** A partition of another process. */
    public static PartitionCounts ofOther(int partition) {
        return PartitionCounts.unassigned(partition);
    }

    public static PipelineSnapshot pipeline(
            State state, String reason, Duration offsetsAge, PartitionSnapshot... partitions) {
        Optional<String> database = List.of(partitions).stream()
                .map(partition -> partition.counts().trouble())
                .filter(Objects::nonNull)
                .findFirst();
        return pipeline(
                state,
                reason,
                offsetsAge,
                new Troubles(Optional.empty(), database, Optional.empty(), Optional.empty()),
                partitions);
    }

    /** A partition whose lag is unknown, because the broker does not respond. */
    public static PipelineSnapshot withoutBroker() {
        return pipeline(
                State.DEGRADED,
                "no answer",
                Duration.ofSeconds(6),
                new Troubles(Optional.of("no answer"), Optional.empty(), Optional.empty(), Optional.empty()),
                partition(counts(0, 3, 2, 1, 0, null), null));
    }

    private static PipelineSnapshot pipeline(
            State state, String reason, Duration offsetsAge, Troubles troubles, PartitionSnapshot... partitions) {
        List<PartitionCounts> counts =
                List.of(partitions).stream().map(PartitionSnapshot::counts).toList();
        return new PipelineSnapshot(
                Instant.parse("2026-11-23T10:00:00Z"),
                "orders",
                "order-consumer",
                Duration.ofSeconds(2),
                state,
                reason,
                Totals.of(counts),
                new Rates(700, 600, 500, List.of(600.0, 700.0)),
                troubles.broker().isPresent() ? Rates.UNKNOWN : Rates.NONE,
                NO_LATENCY,
                NO_LATENCY,
                List.of(partitions),
                Optional.of(offsetsAge),
                Map.of("books", Totals.of(counts).count(Counter.WRITTEN)),
                1,
                troubles);
    }
}
