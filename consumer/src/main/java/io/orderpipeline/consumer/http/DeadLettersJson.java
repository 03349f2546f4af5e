package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.util.List;

/** Dead letters in short, for the page. */
final class DeadLettersJson {

    private DeadLettersJson() {}

    static byte[] of(List<DeadLetterSummary> letters) {
        return SnapshotJson.bytes(json -> {
            json.writeStartArray();
            for (DeadLetterSummary letter : letters) {
                json.writeStartObject();
                json.writeNumberField("time", letter.time().toEpochMilli());
                json.writeStringField("place", letter.position());
                json.writeStringField("reason", letter.reason());
                json.writeStringField("detail", letter.detail());
                json.writeStringField("preview", letter.preview());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
