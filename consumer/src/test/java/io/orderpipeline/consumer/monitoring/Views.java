package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.order.InvalidReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views for tests of whoever shows them. */
public final class Views {

    public static final Latency NO_LATENCY =
            new Latency(0, 0, 0, new Latency.Buckets(List.of(0.1, 1.0), List.of(0L, 0L, 0L), 0));

    private Views() {}

    public static PartitionCounts snapshot(
            int partition, long polled, long written, long deadLettered, long inFlight, String trouble) {
        return new PartitionCounts(
                partition,
                "partition-consumer-1",
                true,
                false,
                polled,
                written,
                deadLettered == 0 ? Map.of() : Map.of(InvalidReason.NOT_JSON, deadLettered),
                inFlight,
                2,
                4,
                0,
                0,
                10,
                7,
                3,
                900,
                PartitionCounts.NO_TIMESTAMP,
                trouble,
                Map.of("books", written));
    }

    public static PartitionSnapshot partition(PartitionCounts snapshot, Lag lag) {
        return new PartitionSnapshot(snapshot, Optional.ofNullable(lag), Rates.NONE, NO_LATENCY, NO_LATENCY);
    }

    public static PipelineSnapshot view(PipelineState state, String reason, PartitionSnapshot... partitions) {
        return view(state, reason, Duration.ofMillis(200), partitions);
    }

    public static PipelineSnapshot view(
            PipelineState state, String reason, Duration progressAge, PartitionSnapshot... partitions) {
        List<PartitionCounts> snapshots =
                List.of(partitions).stream().map(PartitionSnapshot::counts).toList();
        return new PipelineSnapshot(
                Instant.parse("2026-11-23T10:00:00Z"),
                "orders",
                "order-consumer",
                Duration.ofSeconds(2),
                state,
                reason,
                Totals.of(snapshots),
                new Rates(700, 600, 500, List.of(600.0, 700.0)),
                Rates.NONE,
                NO_LATENCY,
                NO_LATENCY,
                List.of(partitions),
                Optional.of(progressAge),
                Map.of("books", Totals.of(snapshots).written()),
                1);
    }
}
