package io.orderpipeline.consumer.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** The final statistics as JSON: the fields of {@link SnapshotJson}, and {@code final} to distinguish the two. */
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
        SnapshotJson.array(
                "partitions",
                statistics.partitions(),
                (partition, array) -> partition(statistics, partition, array),
                json);
        json.writeEndObject();
    }

    private static void partition(ConsumerStatistics statistics, PartitionCounts partition, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeStringField("thread", partition.assignment().thread());
        SnapshotJson.counters(List.of(Counter.values()), partition.counts(), json);
        offsets(statistics.offsets().get(partition.partition()), json);
        SnapshotJson.deadLettersByReason(partition.deadLettersByReason(), json);
        SnapshotJson.counts("writtenByCategory", new TreeMap<>(partition.writtenByCategory()), json);
        SnapshotJson.array(
                "newestOrders",
                statistics.newestOrders().getOrDefault(partition.partition(), List.of()),
                StatisticsJson::order,
                json);
        json.writeEndObject();
    }

    /** Null when the broker did not respond. */
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

    private static void order(Order order, JsonGenerator json) throws IOException {
        json.writeStartObject();
        SnapshotJson.order(order, null, json);
        json.writeEndObject();
    }
}
