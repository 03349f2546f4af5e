package io.orderpipeline.consumer.report;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.util.List;
import java.util.TreeMap;

/** The final statistics as JSON: the fields of {@link SnapshotJson}, and {@code final} to distinguish the two. */
final class StatisticsJson {

    private StatisticsJson() {}

    static byte[] of(ConsumerStatistics statistics) {
        Totals totals = Totals.of(statistics.partitions());
        List<JsonObject> partitions = statistics.partitions().stream()
                .map(partition -> partition(statistics, partition))
                .toList();
        return new JsonObject()
                .put("final", true)
                .put("elapsed", statistics.elapsed().toMillis() / 1e3)
                .put("reconciles", totals.reconcile())
                .put("totals", SnapshotJson.totals(totals))
                .put("partitions", partitions)
                .bytes();
    }

    private static JsonObject partition(ConsumerStatistics statistics, PartitionCounts partition) {
        JsonObject json = new JsonObject()
                .put("partition", partition.partition())
                .put("thread", partition.assignment().thread());
        List<Order> orders = statistics.newestOrders().getOrDefault(partition.partition(), List.of());
        return SnapshotJson.counters(json, List.of(Counter.values()), partition.counts())
                .put("lag", lag(statistics.offsets().get(partition.partition())))
                .put("deadLettersByReason", SnapshotJson.byCode(partition.deadLettersByReason()))
                .put("writtenByCategory", new TreeMap<>(partition.writtenByCategory()))
                .put(
                        "newestOrders",
                        orders.stream()
                                .map(order -> SnapshotJson.order(order, null))
                                .toList());
    }

    /** Null when the broker did not respond. */
    private static JsonObject lag(Offsets offsets) {
        return offsets == null
                ? null
                : new JsonObject()
                        .put("committed", offsets.committed())
                        .put("end", offsets.end())
                        .put("records", offsets.lag());
    }
}
