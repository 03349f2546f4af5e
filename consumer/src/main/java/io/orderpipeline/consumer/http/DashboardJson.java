package io.orderpipeline.consumer.http;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.util.List;
import java.util.Map;

/** The tables of the dashboard as JSON. */
final class DashboardJson {

    private DashboardJson() {}

    static byte[] orders(Map<Integer, List<Order>> byPartition) {
        return SnapshotJson.bytes(json -> {
            json.writeStartArray();
            for (Map.Entry<Integer, List<Order>> orders : byPartition.entrySet()) {
                for (Order order : orders.getValue()) {
                    json.writeStartObject();
                    json.writeNumberField("partition", orders.getKey());
                    SnapshotJson.order(order, "-", json);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        });
    }

    static byte[] deadLetters(List<DeadLetterSummary> deadLetters) {
        return SnapshotJson.bytes(json -> {
            json.writeStartArray();
            for (DeadLetterSummary deadLetter : deadLetters) {
                json.writeStartObject();
                json.writeNumberField("time", deadLetter.time().toEpochMilli());
                json.writeStringField("place", deadLetter.place());
                json.writeStringField("reason", deadLetter.reason());
                json.writeStringField("detail", deadLetter.detail());
                json.writeStringField("preview", deadLetter.preview());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
