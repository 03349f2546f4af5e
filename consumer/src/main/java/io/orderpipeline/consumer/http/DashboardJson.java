package io.orderpipeline.consumer.http;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.report.JsonObject;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of the dashboard as JSON. */
final class DashboardJson {

    private DashboardJson() {}

    static byte[] orders(Map<Integer, List<Order>> byPartition) {
        List<JsonObject> orders = new ArrayList<>();
        byPartition.forEach((partition, newest) -> newest.forEach(
                order -> orders.add(SnapshotJson.order(order, "-").put("partition", partition))));
        return JsonObject.bytes(orders);
    }

    static byte[] deadLetters(List<DeadLetterSummary> deadLetters) {
        return JsonObject.bytes(deadLetters.stream()
                .map(deadLetter -> new JsonObject()
                        .put("time", deadLetter.time().toEpochMilli())
                        .put("place", deadLetter.position())
                        .put("reason", deadLetter.reason())
                        .put("detail", deadLetter.detail())
                        .put("preview", deadLetter.preview()))
                .toList());
    }
}
