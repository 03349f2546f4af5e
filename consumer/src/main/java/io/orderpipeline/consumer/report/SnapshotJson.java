package io.orderpipeline.consumer.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Snapshots as JSON, for the dashboard and other programs. Times are milliseconds since 1970, durations seconds. */
public final class SnapshotJson {

    private static final JsonFactory JSON = new JsonFactory();

    private SnapshotJson() {}

    /** Writes a JSON value. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @param alerts that are firing */
    public static byte[] of(PipelineSnapshot snapshot, List<Event> timeline, List<String> alerts) {
        return bytes(json -> write(snapshot, timeline, alerts, json));
    }

    private static void write(PipelineSnapshot snapshot, List<Event> timeline, List<String> alerts, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", snapshot.time().toEpochMilli());
        json.writeStringField("topic", snapshot.topic());
        json.writeStringField("group", snapshot.group());
        json.writeNumberField("uptime", snapshot.uptime().toMillis() / 1e3);
        json.writeStringField("state", snapshot.state().text());
        json.writeStringField("reason", snapshot.reason());
        totals(snapshot.totals(), json);
        rates("written", snapshot.written(), json);
        rates("produced", snapshot.produced(), json);
        latency("write", snapshot.write(), json);
        latency("endToEnd", snapshot.endToEnd(), json);
        number(
                "lagRecords",
                snapshot.lagRecords().isPresent()
                        ? (double) snapshot.lagRecords().getAsLong()
                        : null,
                json);
        number("lagAge", snapshot.offsetsAge().map(age -> age.toMillis() / 1e3).orElse(null), json);
        json.writeNumberField("rebalances", snapshot.rebalances());
        array("partitions", snapshot.partitions(), SnapshotJson::partition, json);
        counts("categories", snapshot.writtenByCategory(), json);
        array("alerts", alerts, (alert, array) -> array.writeString(alert), json);
        array("timeline", timeline, SnapshotJson::event, json);
        json.writeEndObject();
    }

    /** Writes one element of an array. */
    @FunctionalInterface
    interface Element<T> {
        void write(T element, JsonGenerator json) throws IOException;
    }

    static <T> void array(String name, List<T> elements, Element<T> writer, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (T element : elements) {
            writer.write(element, json);
        }
        json.writeEndArray();
    }

    private static void event(Event event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", event.time().toEpochMilli());
        json.writeStringField("kind", event.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("text", event.text());
        json.writeEndObject();
    }

    static void totals(Totals totals, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("totals");
        counters(Counter.live(), totals.counts(), json);
        json.writeNumberField("requests", totals.requests());
        json.writeNumberField("requestLimit", totals.requestLimit());
        json.writeEndObject();
    }

    static void counters(List<Counter> counters, Counter.Values values, JsonGenerator json) throws IOException {
        for (Counter counter : counters) {
            json.writeNumberField(counter.jsonName(), values.get(counter));
        }
    }

    private static void partition(PartitionSnapshot partition, JsonGenerator json) throws IOException {
        PartitionCounts counts = partition.counts();
        json.writeStartObject();
        json.writeNumberField("partition", counts.partition());
        json.writeStringField("thread", counts.assignment().thread());
        json.writeBooleanField("owned", counts.owned());
        json.writeBooleanField("paused", counts.paused());
        counters(Counter.live(), counts.counts(), json);
        deadLettersByReason(counts.deadLettersByReason(), json);
        json.writeNumberField("requests", counts.requests().inProgress());
        json.writeNumberField("requestLimit", counts.requests().limit());
        json.writeStringField("trouble", counts.trouble());
        lag(partition.lag().orElse(null), json);
        rates("rates", partition.rates(), json);
        latency("write", partition.write(), json);
        latency("endToEnd", partition.endToEnd(), json);
        json.writeEndObject();
    }

    private static void lag(Lag lag, JsonGenerator json) throws IOException {
        if (lag == null) {
            json.writeNullField("lag");
            return;
        }
        json.writeObjectFieldStart("lag");
        json.writeNumberField("committed", lag.committed());
        json.writeNumberField("end", lag.end());
        json.writeNumberField("records", lag.records());
        json.writeNumberField("seconds", lag.behind().toMillis() / 1e3);
        json.writeEndObject();
    }

    private static void rates(String name, Rates rates, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("now", rates.now());
        json.writeNumberField("overTenSeconds", rates.overTenSeconds());
        json.writeNumberField("mean", rates.mean());
        json.writeEndObject();
    }

    /** Null when nothing was measured in the last second. */
    private static void latency(String name, Latency latency, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        number("p50", latency.count() == 0 ? null : latency.p50(), json);
        number("p99", latency.count() == 0 ? null : latency.p99(), json);
        json.writeEndObject();
    }

    static void deadLettersByReason(Map<InvalidReason, Long> byReason, JsonGenerator json) throws IOException {
        Map<String, Long> byCode = new TreeMap<>();
        byReason.forEach((reason, count) -> byCode.put(reason.code(), count));
        counts("deadLettersByReason", byCode, json);
    }

    static void counts(String name, Map<String, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    /**
     * Writes the fields of a stored order.
     *
     * @param absent the text for a null time or amount; may be null
     */
    public static void order(Order order, String absent, JsonGenerator json) throws IOException {
        json.writeStringField("id", order.orderId());
        json.writeStringField("time", OrderText.of(order.timestamp(), absent));
        json.writeStringField("customer", OrderText.masked(order.customerName()));
        json.writeStringField("category", order.category());
        json.writeStringField("product", order.product());
        json.writeNumberField("quantity", order.quantity());
        json.writeStringField("price", OrderText.of(order.price(), absent));
        json.writeStringField("total", OrderText.of(order.totalAmount(), absent));
    }

    private static void number(String name, Double value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
