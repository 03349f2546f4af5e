package io.orderpipeline.producer.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.send.SendListener;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Prints one JSON object per second, and the final statistics as the last one. Durations are in seconds. */
record JsonOutput(OutputStream out) implements SendListener {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double SECONDS_PER_UNIT = 1e-6;

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public void onSnapshot(SendSnapshot snapshot) {
        print(json -> {
            json.writeBooleanField("final", false);
            json.writeNumberField("elapsed", snapshot.elapsed().toMillis() / 1e3);
            json.writeNumberField("acknowledged", snapshot.acknowledged());
            json.writeNumberField("perSecond", Math.round(snapshot.perSecond()));
            json.writeNumberField("inFlight", snapshot.inFlight());
            json.writeNumberField("failed", snapshot.failed());
            json.writeNumberField("behind", snapshot.scheduleLag().toMillis() / 1e3);
            json.writeBooleanField("ready", snapshot.whyNotReady().isEmpty());
            json.writeStringField("reason", snapshot.whyNotReady().orElse(""));
            counts(json, "partitions", snapshot.byPartition(), String::valueOf);
            latency(json, snapshot.latency());
        });
    }

    @Override
    public void close() {
        // Nothing to release: each object is flushed when it is printed.
    }

    @Override
    public void onEnd(SendReport report) {
        print(json -> {
            json.writeBooleanField("final", true);
            json.writeStringField("topic", report.plan().topic());
            json.writeNumberField("seed", report.plan().content().seed());
            json.writeNumberField("elapsed", report.elapsed().toMillis() / 1e3);
            json.writeNumberField("made", report.totalMade());
            json.writeNumberField("acknowledged", report.totalAcknowledged());
            json.writeNumberField("failed", report.failed());
            json.writeNumberField("unacknowledged", report.unacknowledged());
            json.writeNumberField("mostBehind", report.largestLag().toMillis() / 1e3);
            counts(json, "records", report.made(), kind -> kind.name().toLowerCase(Locale.ROOT));
            json.writeObjectFieldStart("partitions");
            for (Map.Entry<Integer, SendReport.Partition> partition :
                    report.partitions().entrySet()) {
                json.writeObjectFieldStart(partition.getKey().toString());
                json.writeNumberField("acknowledged", partition.getValue().acknowledged());
                json.writeNumberField("lastOffset", partition.getValue().lastOffset());
                json.writeEndObject();
            }
            json.writeEndObject();
            counts(json, "categories", report.categories(), Category::key);
            latency(json, report.latency());
        });
    }

    private static <K> void counts(JsonGenerator json, String name, Map<K, Long> counts, Function<K, String> key)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<K, Long> count : counts.entrySet()) {
            json.writeNumberField(key.apply(count.getKey()), count.getValue());
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
            throw new UncheckedIOException("cannot write to stdout", e);
        }
    }
}
