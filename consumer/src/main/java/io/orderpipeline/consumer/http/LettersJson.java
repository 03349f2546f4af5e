package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.deadletter.LetterLine;
import io.orderpipeline.consumer.report.ViewJson;
import java.util.List;

/** Dead letters in short, for the page. */
final class LettersJson {

    private LettersJson() {}

    static byte[] of(List<LetterLine> letters) {
        return ViewJson.bytes(json -> {
            json.writeStartArray();
            for (LetterLine letter : letters) {
                json.writeStartObject();
                json.writeNumberField("time", letter.time().toEpochMilli());
                json.writeStringField("place", letter.place());
                json.writeStringField("reason", letter.reason());
                json.writeStringField("detail", letter.detail());
                json.writeStringField("preview", letter.preview());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
