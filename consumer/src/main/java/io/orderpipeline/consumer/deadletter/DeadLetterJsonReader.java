package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Reads lines of {@link DeadLetterJson}, perhaps edited. They need the position of the dead letter, by which a replay
 * marks it as sent. Safe for use by several threads.
 */
final class DeadLetterJsonReader {

    private final JsonFactory factory = new JsonFactory();

    /** @throws IOException when the line is invalid; the message is the reason, as the end of a sentence */
    DeadLetterRecord read(String line) throws IOException {
        Map<String, byte[]> fields = new HashMap<>();
        Headers headers = new RecordHeaders();
        try (JsonParser json = factory.createParser(line)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && name.equals(DeadLetterJson.HEADERS)) {
                    readHeaders(json, headers);
                } else {
                    put(fields, name, json);
                }
            }
        }
        return deadLetter(fields, headers);
    }

    private static void readHeaders(JsonParser json, Headers headers) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            Map<String, byte[]> header = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                put(header, name, json);
            }
            headers.add(text(header, DeadLetterJson.NAME), bytes(header, DeadLetterJson.VALUE));
        }
    }

    /** Stores the bytes, null included, under the name without the suffix of base64. */
    private static void put(Map<String, byte[]> fields, String name, JsonParser json) throws IOException {
        boolean base64 = name.endsWith(DeadLetterJson.BASE64);
        String field = base64 ? name.substring(0, name.length() - DeadLetterJson.BASE64.length()) : name;
        byte[] bytes = null;
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            expect(json, json.currentToken(), JsonToken.VALUE_STRING);
            bytes = base64 ? decode(name, json.getText()) : json.getText().getBytes(UTF_8);
        }
        if (fields.containsKey(field)) {
            throw new IOException("has \"" + SafePreview.printable(field) + "\" twice");
        }
        fields.put(field, bytes);
    }

    private static byte[] decode(String name, String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("has a \"" + SafePreview.printable(name) + "\" that is not base64", e);
        }
    }

    private static DeadLetterRecord deadLetter(Map<String, byte[]> fields, Headers headers) throws IOException {
        RecordPosition position = position(fields, DeadLetterJson.DEAD_LETTER)
                .orElseThrow(() -> new IOException("has no \"letter\" of the form topic-partition@offset"));
        Optional<RecordPosition> origin = position(fields, DeadLetterJson.ORIGIN);
        if (origin.isPresent()) {
            DeadLetterHeaders.set(headers, DeadLetterHeaders.TOPIC, origin.get().topic());
            DeadLetterHeaders.set(
                    headers,
                    DeadLetterHeaders.PARTITION,
                    Integer.toString(origin.get().partition()));
            DeadLetterHeaders.set(
                    headers,
                    DeadLetterHeaders.OFFSET,
                    Long.toString(origin.get().offset()));
        }
        DeadLetterHeaders.set(headers, DeadLetterHeaders.REASON, text(fields, DeadLetterJson.REASON));
        return new DeadLetterRecord(new ConsumerRecord<>(
                position.topic(),
                position.partition(),
                position.offset(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                bytes(fields, DeadLetterJson.KEY),
                bytes(fields, DeadLetterJson.VALUE),
                headers,
                Optional.empty()));
    }

    private static Optional<RecordPosition> position(Map<String, byte[]> fields, String name) {
        byte[] text = fields.get(name);
        return text == null ? Optional.empty() : RecordPosition.parse(new String(text, UTF_8));
    }

    private static String text(Map<String, byte[]> fields, String name) throws IOException {
        byte[] bytes = bytes(fields, name);
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static byte[] bytes(Map<String, byte[]> fields, String name) throws IOException {
        if (!fields.containsKey(name)) {
            throw new IOException("lacks \"" + name + "\"");
        }
        return fields.get(name);
    }

    private static void expect(JsonParser json, JsonToken actual, JsonToken expected) throws IOException {
        if (actual != expected) {
            throw new IOException("has " + actual + " in column "
                    + json.currentTokenLocation().getColumnNr() + " in place of " + expected);
        }
    }
}
