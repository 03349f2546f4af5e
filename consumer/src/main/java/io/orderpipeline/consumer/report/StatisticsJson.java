package io.orderpipeline.consumer.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.CustomerNameMask;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.Totals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The final statistics as JSON; the names are those of {@link SnapshotJson}, and {@code final} tells it from a view. */
final class StatisticsJson {

    private StatisticsJson() {}

    static byte[] of(ConsumerStatistics statistics) {
        return SnapshotJson.bytes(json -> write(statistics, json));
    }

    private static void write(ConsumerStatistics statistics, JsonGenerator json) throws IOException {
        Totals totals = Totals.of(statistics.partitions());
        json.writeStartObject();
        json.writeBooleanField("final", true);
        json.writeNumberField("elapsed", statistics.elapsed().toMillis() / 1e3);
        json.writeBooleanField("reconciles", totals.reconcile());
        SnapshotJson.totals(totals, json);
        json.writeArrayFieldStart("partitions");
        for (PartitionCounts partition : statistics.partitions()) {
            partition(statistics, partition, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void partition(ConsumerStatistics statistics, PartitionCounts partition, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeStringField("thread", partition.thread());
        json.writeNumberField("polled", partition.polled());
        json.writeNumberField("written", partition.written());
        json.writeNumberField("deadLettered", partition.deadLettered());
        json.writeNumberField("inFlight", partition.inFlight());
        json.writeNumberField("handedBack", partition.handedBack());
        json.writeNumberField("retries", partition.retries());
        json.writeNumberField("batches", partition.batches());
        json.writeNumberField("extraFields", partition.extraFields());
        json.writeNumberField("extraFieldsNotStored", partition.extraFieldsNotStored());
        offsets(statistics.offsets().get(partition.partition()), json);
        Map<String, Long> byReason = new TreeMap<>();
        partition.deadLettersByReason().forEach((reason, count) -> byReason.put(reason.code(), count));
        SnapshotJson.counts("deadLettersByReason", byReason, json);
        SnapshotJson.counts("writtenByCategory", new TreeMap<>(partition.writtenByCategory()), json);
        orders(statistics.newestOrders().getOrDefault(partition.partition(), List.of()), json);
        json.writeEndObject();
    }

    /** Null when the broker did not say. */
    private static void offsets(Offsets offsets, JsonGenerator json) throws IOException {
        if (offsets == null) {
            json.writeNullField("lag");
            return;
        }
        json.writeObjectFieldStart("lag");
        json.writeNumberField("committed", offsets.committed());
        json.writeNumberField("end", offsets.end());
        json.writeNumberField("records", offsets.lag());
        json.writeEndObject();
    }

    private static void orders(List<Order> orders, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("newestOrders");
        for (Order order : orders) {
            json.writeStartObject();
            json.writeStringField("id", order.orderId());
            json.writeStringField("time", shown(order.timestamp()));
            json.writeStringField("customer", CustomerNameMask.masked(order.customerName()));
            json.writeStringField("category", order.category());
            json.writeStringField("product", order.product());
            json.writeNumberField("quantity", order.quantity());
            json.writeStringField("price", shown(order.price()));
            json.writeStringField("total", shown(order.totalAmount()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A cell that somebody deleted by hand is null. */
    private static String shown(Object cell) {
        return cell instanceof BigDecimal amount ? amount.toPlainString() : Objects.toString(cell, null);
    }
}
