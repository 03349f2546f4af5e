package io.orderpipeline.consumer.http;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.report.JsonObject;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The tables of the dashboard as JSON. */
final class DashboardJson {

    /** Of equal times, those of the same partition keep their order. */
    private static final Comparator<Instant> NEWEST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());

    private DashboardJson() {}

    /** The newest first, whatever their partition. */
    static byte[] orders(Map<Integer, List<Order>> byPartition) {
        return JsonObject.bytes(byPartition.entrySet().stream()
                .flatMap(partition -> partition.getValue().stream().map(order -> Map.entry(partition.getKey(), order)))
                .sorted(Comparator.comparing(entry -> entry.getValue().timestamp(), NEWEST_FIRST))
                .map(entry -> SnapshotJson.order(entry.getValue(), "-").put("partition", entry.getKey()))
                .toList());
    }

    static byte[] deadLetters(List<DeadLetterSummary> deadLetters) {
        return JsonObject.bytes(deadLetters.stream()
                .map(deadLetter -> new JsonObject()
                        .put("time", deadLetter.time().toEpochMilli())
                        .put("place", deadLetter.position())
                        .put("reason", deadLetter.reason())
                        .put("detail", deadLetter.detail())
                        .put("orderId", deadLetter.orderId().orElse(null))
                        .put("preview", deadLetter.preview()))
                .toList());
    }
}
