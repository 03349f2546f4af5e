package io.orderpipeline.consumer.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The report for programs: one JSON object in one line, with every number even when it is 0. */
final class ReportJson {

    private ReportJson() {}

    static String line(VerifyReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json, report);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, VerifyReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", report.verdict().name());
        json.writeStringField("topic", report.range().topic());
        json.writeStringField("dead-letter-topic", report.range().deadLetterTopic());
        json.writeNumberField("milliseconds", report.elapsed().toMillis());
        json.writeObjectFieldStart("total");
        counts(json, report::total);
        json.writeEndObject();
        json.writeArrayFieldStart("partitions");
        for (PartitionReport partition : report.partitions()) {
            write(json, partition);
        }
        json.writeEndArray();
        json.writeNumberField("dead-letters-of-other-topics", report.deadLettersOfOtherTopics());
        strings(json, "notes", report.notes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PartitionReport partition) throws IOException {
        Offsets offsets = partition.offsets();
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("beginning", offsets.beginning());
        json.writeNumberField("committed", offsets.committed());
        json.writeNumberField("end", offsets.end());
        counts(json, partition::of);
        json.writeObjectFieldStart("examples");
        for (Map.Entry<VerifyCount, List<Example>> examples :
                partition.examples().entrySet()) {
            json.writeArrayFieldStart(examples.getKey().code());
            for (Example example : examples.getValue()) {
                write(json, example);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, ToLongFunction<VerifyCount> counts) throws IOException {
        for (VerifyCount kind : VerifyCount.values()) {
            json.writeNumberField(kind.code(), counts.applyAsLong(kind));
        }
    }

    private static void write(JsonGenerator json, Example example) throws IOException {
        json.writeStartObject();
        json.writeStringField("place", example.place());
        json.writeStringField("order-id", example.orderId());
        strings(json, "columns", example.columns());
        json.writeStringField("note", example.note());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
