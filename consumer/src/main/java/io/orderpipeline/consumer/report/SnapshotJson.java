package io.orderpipeline.consumer.report;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.OrderText;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Snapshots as JSON, for the dashboard and other programs. Times are milliseconds since 1970, durations seconds. */
public final class SnapshotJson {

    private SnapshotJson() {}

    /** @param alerts that are firing */
    public static byte[] of(PipelineSnapshot snapshot, List<Event> timeline, List<String> alerts) {
        return new JsonObject()
                .put("time", snapshot.time().toEpochMilli())
                .put("topic", snapshot.topic())
                .put("group", snapshot.group())
                .put("uptime", snapshot.uptime().toMillis() / 1e3)
                .put("state", snapshot.state().text())
                .put("reason", snapshot.reason())
                .put("totals", totals(snapshot.totals()))
                .put("written", rates(snapshot.written()))
                .put("produced", rates(snapshot.produced()))
                .put("write", latency(snapshot.write()))
                .put("endToEnd", latency(snapshot.endToEnd()))
                .put("lagRecords", lagRecords(snapshot))
                .put(
                        "lagAge",
                        snapshot.offsetsAge().map(age -> age.toMillis() / 1e3).orElse(null))
                .put("openTransaction", snapshot.openTransaction().orElse(null))
                .put("troubles", troubles(snapshot))
                .put("rebalances", snapshot.rebalances())
                .put(
                        "partitions",
                        snapshot.partitions().stream()
                                .map(SnapshotJson::partition)
                                .toList())
                .put("categories", snapshot.writtenByCategory())
                .put("alerts", alerts)
                .put("timeline", timeline.stream().map(SnapshotJson::event).toList())
                .bytes();
    }

    private static Double lagRecords(PipelineSnapshot snapshot) {
        return snapshot.lagRecords().isPresent()
                ? (double) snapshot.lagRecords().getAsLong()
                : null;
    }

    /** Why each of the other systems holds the pipeline up, or null. */
    private static JsonObject troubles(PipelineSnapshot snapshot) {
        Optional<String> database = snapshot.partitions().stream()
                .map(partition -> partition.counts().trouble())
                .filter(Objects::nonNull)
                .findFirst();
        return new JsonObject()
                .put("broker", snapshot.brokerResponds() ? null : "the broker does not answer")
                .put("database", database.orElse(null))
                .put("registry", snapshot.registryFailure().orElse(null))
                .put("deadLetters", snapshot.deadLetterFailure().orElse(null));
    }

    private static JsonObject event(Event event) {
        return new JsonObject()
                .put("time", event.time().toEpochMilli())
                .put("kind", event.kind().name().toLowerCase(Locale.ROOT))
                .put("text", event.text());
    }

    static JsonObject totals(Totals totals) {
        return counters(new JsonObject(), Counter.live(), totals.counts())
                .put("requests", totals.requests())
                .put("requestLimit", totals.requestLimit());
    }

    static JsonObject counters(JsonObject json, List<Counter> counters, Counter.Values values) {
        counters.forEach(counter -> json.put(counter.jsonName(), values.get(counter)));
        return json;
    }

    private static JsonObject partition(PartitionSnapshot partition) {
        PartitionCounts counts = partition.counts();
        JsonObject json = new JsonObject()
                .put("partition", counts.partition())
                .put("thread", counts.assignment().thread())
                .put("owned", counts.owned())
                .put("paused", counts.paused());
        return counters(json, Counter.live(), counts.counts())
                .put("deadLettersByReason", byCode(counts.deadLettersByReason()))
                .put("requests", counts.requests().inProgress())
                .put("requestLimit", counts.requests().limit())
                .put("trouble", counts.trouble())
                .put("lag", partition.lag().map(SnapshotJson::lag).orElse(null))
                .put("rates", rates(partition.rates()))
                .put("write", latency(partition.write()))
                .put("endToEnd", latency(partition.endToEnd()));
    }

    private static JsonObject lag(Lag lag) {
        return new JsonObject()
                .put("committed", lag.committed())
                .put("end", lag.end())
                .put("records", lag.records())
                .put("seconds", lag.behind().toMillis() / 1e3)
                .put("openTransactionRecords", lag.hidden())
                .put("openTransactionSeconds", lag.hiddenFor().toMillis() / 1e3);
    }

    private static JsonObject rates(Rates rates) {
        return new JsonObject()
                .put("now", rates.now())
                .put("overTenSeconds", rates.overTenSeconds())
                .put("mean", rates.mean());
    }

    /** Null when nothing was measured in the last second. */
    private static JsonObject latency(Latency latency) {
        boolean measured = latency.count() > 0;
        return new JsonObject().put("p50", measured ? latency.p50() : null).put("p99", measured ? latency.p99() : null);
    }

    static Map<String, Long> byCode(Map<InvalidReason, Long> byReason) {
        Map<String, Long> byCode = new TreeMap<>();
        byReason.forEach((reason, count) -> byCode.put(reason.code(), count));
        return byCode;
    }

    /** @param absent the text for a null time or amount; may be null */
    public static JsonObject order(Order order, String absent) {
        return new JsonObject()
                .put("id", order.orderId())
                .put("time", OrderText.of(order.timestamp(), absent))
                .put("customer", OrderText.masked(order.customerName()))
                .put("category", order.category())
                .put("product", order.product())
                .put("quantity", order.quantity())
                .put("price", OrderText.of(order.price(), absent))
                .put("total", OrderText.of(order.totalAmount(), absent));
    }
}
