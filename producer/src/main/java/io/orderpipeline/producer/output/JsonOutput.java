package io.orderpipeline.producer.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.SendReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** One JSON object a second, for programs, and the final statistics as the last. Durations are seconds. */
final class JsonOutput implements SendOutput {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double SECONDS_PER_UNIT = 1e-6;

    private final OutputStream out;

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    JsonOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void see(SendSnapshot view) {
        print(json -> {
            json.writeBooleanField("final", false);
            json.writeNumberField("elapsed", view.elapsed().toMillis() / 1e3);
            json.writeNumberField("acknowledged", view.acknowledged());
            json.writeNumberField("perSecond", Math.round(view.perSecond()));
            json.writeNumberField("inFlight", view.inFlight());
            json.writeNumberField("failed", view.failed());
            json.writeNumberField("behind", view.behind().toMillis() / 1e3);
            json.writeBooleanField("ready", view.whyNotReady().isEmpty());
            json.writeStringField("reason", view.whyNotReady().orElse(""));
            counts(json, "partitions", view.byPartition());
            latency(json, view.latency());
        });
    }

    @Override
    public void close() {
        // Each object is written at once.
    }

    @Override
    public void end(ProducerStatistics statistics) {
        SendReport report = statistics.report();
        print(json -> {
            json.writeBooleanField("final", true);
            json.writeStringField("topic", statistics.topic());
            json.writeNumberField("seed", statistics.seed());
            json.writeNumberField("elapsed", statistics.elapsed().toMillis() / 1e3);
            json.writeNumberField("made", report.totalMade());
            json.writeNumberField("acknowledged", report.totalAcknowledged());
            json.writeNumberField("failed", report.failed());
            json.writeNumberField("unacknowledged", report.unacknowledged());
            json.writeNumberField("mostBehind", statistics.mostBehind().toMillis() / 1e3);
            json.writeObjectFieldStart("records");
            for (Map.Entry<RecordKind, Long> made : report.made().entrySet()) {
                json.writeNumberField(made.getKey().name().toLowerCase(Locale.ROOT), made.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("partitions");
            for (Map.Entry<Integer, SendReport.Partition> partition :
                    report.partitions().entrySet()) {
                json.writeObjectFieldStart(partition.getKey().toString());
                json.writeNumberField("acknowledged", partition.getValue().acknowledged());
                json.writeNumberField("lastOffset", partition.getValue().lastOffset());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("categories");
            for (var category : report.categories().entrySet()) {
                json.writeNumberField(category.getKey().key(), category.getValue());
            }
            json.writeEndObject();
            latency(json, report.latency());
        });
    }

    private static void counts(JsonGenerator json, String name, Map<?, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey().toString(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void latency(JsonGenerator json, Histogram latency) throws IOException {
        json.writeObjectFieldStart("latency");
        for (double percentile : new double[] {50, 90, 99}) {
            json.writeNumberField("p" + (int) percentile, latency.getValueAtPercentile(percentile) * SECONDS_PER_UNIT);
        }
        json.writeNumberField("max", latency.getMaxValue() * SECONDS_PER_UNIT);
        json.writeEndObject();
    }

    private void print(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                content.write(json);
                json.writeEndObject();
            }
            bytes.write('\n');
            out.write(bytes.toByteArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("stdout takes nothing more", e);
        }
    }
}
