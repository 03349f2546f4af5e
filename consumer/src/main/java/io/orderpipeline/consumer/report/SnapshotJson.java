package io.orderpipeline.consumer.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.Latency;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.Rates;
import io.orderpipeline.consumer.monitoring.Totals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A view as JSON, for pages and programs. Times are milliseconds since 1970, durations seconds. */
public final class SnapshotJson {

    private static final JsonFactory JSON = new JsonFactory();

    private SnapshotJson() {}

    /** Writes to a generator. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** @param alerts that are firing */
    public static byte[] of(PipelineSnapshot view, List<Event> timeline, List<String> alerts) {
        return bytes(json -> write(view, timeline, alerts, json));
    }

    private static void write(PipelineSnapshot view, List<Event> timeline, List<String> alerts, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", view.time().toEpochMilli());
        json.writeStringField("topic", view.topic());
        json.writeStringField("group", view.group());
        json.writeNumberField("uptime", view.uptime().toMillis() / 1e3);
        json.writeStringField("state", view.state().text());
        json.writeStringField("reason", view.reason());
        totals(view.totals(), json);
        rates("written", view.written(), json);
        rates("produced", view.produced(), json);
        latency("write", view.write(), json);
        latency("endToEnd", view.endToEnd(), json);
        number(
                "lagRecords",
                view.lagRecords().isPresent() ? (double) view.lagRecords().getAsLong() : null,
                json);
        number("lagAge", view.progressAge().map(age -> age.toMillis() / 1e3).orElse(null), json);
        json.writeNumberField("rebalances", view.rebalances());
        json.writeArrayFieldStart("partitions");
        for (PartitionSnapshot partition : view.partitions()) {
            partition(partition, json);
        }
        json.writeEndArray();
        counts("categories", view.writtenByCategory(), json);
        json.writeArrayFieldStart("alerts");
        for (String alert : alerts) {
            json.writeString(alert);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("timeline");
        for (Event event : timeline) {
            json.writeStartObject();
            json.writeNumberField("time", event.time().toEpochMilli());
            json.writeStringField("kind", event.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("text", event.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void totals(Totals totals, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("polled", totals.polled());
        json.writeNumberField("written", totals.written());
        json.writeNumberField("deadLettered", totals.deadLettered());
        json.writeNumberField("inFlight", totals.inFlight());
        json.writeNumberField("handedBack", totals.handedBack());
        json.writeNumberField("retries", totals.retries());
        json.writeNumberField("requests", totals.requests());
        json.writeNumberField("requestLimit", totals.requestLimit());
        json.writeEndObject();
    }

    private static void partition(PartitionSnapshot partition, JsonGenerator json) throws IOException {
        PartitionCounts counts = partition.counts();
        json.writeStartObject();
        json.writeNumberField("partition", counts.partition());
        json.writeStringField("thread", counts.thread());
        json.writeBooleanField("owned", counts.owned());
        json.writeBooleanField("paused", counts.paused());
        json.writeNumberField("polled", counts.polled());
        json.writeNumberField("written", counts.written());
        json.writeNumberField("deadLettered", counts.deadLettered());
        Map<String, Long> byReason = new TreeMap<>();
        counts.deadLettersByReason().forEach((reason, count) -> byReason.put(reason.code(), count));
        counts("deadLettersByReason", byReason, json);
        json.writeNumberField("inFlight", counts.inFlight());
        json.writeNumberField("handedBack", counts.handedBack());
        json.writeNumberField("requests", counts.requests());
        json.writeNumberField("requestLimit", counts.requestLimit());
        json.writeNumberField("retries", counts.retries());
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

    /** Null when nothing happened in the last second. */
    private static void latency(String name, Latency latency, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        number("p50", latency.count() == 0 ? null : latency.p50(), json);
        number("p99", latency.count() == 0 ? null : latency.p99(), json);
        json.writeEndObject();
    }

    static void counts(String name, Map<String, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void number(String name, Double value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
