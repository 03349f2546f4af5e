package io.orderpipeline.consumer.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.report.JsonObject;

/** A report as one JSON object. Every field is there, null when it has no value. Times are ISO-8601. */
final class OrderJson {

    private OrderJson() {}

    static String line(OrderReport report) {
        return new String(bytes(report), UTF_8);
    }

    static byte[] bytes(OrderReport report) {
        return new JsonObject()
                .put("id", report.id())
                .put("verdict", report.verdict().fate().code())
                .put("stored", report.verdict().fate().isStored())
                .put("text", report.verdict().text())
                .put("records", report.records().stream().map(OrderJson::record).toList())
                .put("moreRecords", report.moreRecords())
                .put(
                        "deadLetters",
                        report.deadLetters().stream().map(OrderJson::deadLetter).toList())
                .put("rows", report.rows().stream().map(OrderJson::row).toList())
                .put(
                        "searched",
                        report.searched().ranges().stream()
                                .map(OrderJson::range)
                                .toList())
                .put("notes", report.notes())
                .bytes();
    }

    private static JsonObject record(OrderReport.RecordLine record) {
        FoundRecord found = record.found();
        DecodeResult.Invalid invalid = found.result() instanceof DecodeResult.Invalid result ? result : null;
        return new JsonObject()
                .put("place", found.position().toString())
                .put("partition", found.partition())
                .put("offset", found.offset())
                .put("time", found.time().toString())
                .put("key", found.key().orElse(null))
                .put("size", found.size())
                .put("valid", found.isValid())
                .put("reason", invalid == null ? null : invalid.reason().code())
                .put("detail", invalid == null ? null : invalid.detail())
                .put("replayOf", found.replayOf().map(RecordPosition::toString).orElse(null))
                .put("fate", record.finding().fate().code())
                .put("text", record.finding().text());
    }

    private static JsonObject deadLetter(OrderReport.DeadLetterLine deadLetter) {
        return new JsonObject()
                .put("place", deadLetter.found().position().toString())
                .put("time", deadLetter.found().time().toString())
                .put(
                        "origin",
                        deadLetter
                                .found()
                                .origin()
                                .map(RecordPosition::toString)
                                .orElse(null))
                .put("reason", deadLetter.found().reason())
                .put("detail", deadLetter.found().detail())
                .put("replayed", deadLetter.replayed().orElse(null));
    }

    private static JsonObject row(OrderReport.RowLine row) {
        return new JsonObject()
                .put("partition", row.partition())
                .put("writtenBy", row.writtenBy().map(RecordPosition::toString).orElse(null))
                .put("differs", row.differs())
                .put("values", row.values());
    }

    private static JsonObject range(OffsetRange range) {
        return new JsonObject()
                .put("partition", range.partition())
                .put("from", range.from())
                .put("to", range.to());
    }
}
