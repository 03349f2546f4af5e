package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderpipeline.consumer.kafka.CutPart;
import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Writes a dead letter as one line of JSON, and restores the same bytes from that line, perhaps edited. Non-ASCII
 * characters are escaped, so that neither a terminal nor a locale changes them. Safe for use by several threads.
 */
final class DeadLetterJson {

    private static final String DEAD_LETTER = "letter";
    private static final String ORIGIN = "origin";
    private static final String REASON = "reason";
    private static final String DETAIL = "detail";
    private static final String TIMESTAMP = "timestamp";
    private static final String DEAD_LETTERED_AT = "dead_lettered_at";
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String HEADERS = "headers";
    private static final String NAME = "name";

    /** Suffix of the name of a field whose bytes are not UTF-8. */
    private static final String BASE64 = "_base64";

    private static final int LAST_PRINTABLE_ASCII = 126;

    private final JsonFactory factory = new JsonFactory();

    String write(DeadLetterRecord deadLetter) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.setHighestNonEscapedChar(LAST_PRINTABLE_ASCII);
            json.writeStartObject();
            json.writeStringField(DEAD_LETTER, deadLetter.position().toString());
            json.writeStringField(
                    ORIGIN, deadLetter.origin().map(RecordPosition::toString).orElse(null));
            json.writeStringField(REASON, deadLetter.reason());
            json.writeStringField(DETAIL, deadLetter.detail());
            json.writeStringField(
                    TIMESTAMP,
                    deadLetter.originTimestamp().map(DeadLetterJson::time).orElse(null));
            json.writeStringField(DEAD_LETTERED_AT, deadLetter.deadLetteredAt().toString());
            writeBytes(json, KEY, deadLetter.record().key());
            writeBytes(json, VALUE, deadLetter.record().value());
            writeHeaders(json, deadLetter);
            writeCutParts(json, deadLetter.record().headers());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return line.toString();
    }

    private static void writeHeaders(JsonGenerator json, DeadLetterRecord deadLetter) throws IOException {
        json.writeArrayFieldStart(HEADERS);
        for (Header header : deadLetter.originalHeaders()) {
            json.writeStartObject();
            json.writeStringField(NAME, header.key());
            writeBytes(json, VALUE, header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Only for parts that were cut. */
    private static void writeCutParts(JsonGenerator json, Headers headers) throws IOException {
        for (CutPart part : CutPart.values()) {
            Optional<Whole> whole = part.whole(headers);
            if (whole.isPresent()) {
                json.writeStringField(
                        lengthField(part), Long.toString(whole.get().length()));
                json.writeStringField(sha256Field(part), whole.get().sha256());
            }
        }
    }

    private static String lengthField(CutPart part) {
        return part.name().toLowerCase(Locale.ROOT) + "_length";
    }

    private static String sha256Field(CutPart part) {
        return part.name().toLowerCase(Locale.ROOT) + "_sha256";
    }

    private static void writeBytes(JsonGenerator json, String field, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(field);
            return;
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            json.writeStringField(field, text);
        } catch (CharacterCodingException e) {
            json.writeStringField(field + BASE64, Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    /** @throws IOException when the line is invalid; the message is the reason, as the end of a sentence */
    DeadLetterRecord read(String line) throws IOException {
        Map<String, byte[]> fields = new HashMap<>();
        Headers headers = new RecordHeaders();
        try (JsonParser json = factory.createParser(line)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && name.equals(HEADERS)) {
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
            headers.add(text(header, NAME), bytes(header, VALUE));
        }
    }

    /** Stores the bytes, null included, under the name without the suffix of base64. */
    private static void put(Map<String, byte[]> fields, String name, JsonParser json) throws IOException {
        boolean base64 = name.endsWith(BASE64);
        String field = base64 ? name.substring(0, name.length() - BASE64.length()) : name;
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
        RecordPosition position = position(fields, DEAD_LETTER)
                .orElseThrow(() -> new IOException("has no \"letter\" of the form topic-partition@offset"));
        Optional<RecordPosition> origin = position(fields, ORIGIN);
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
        DeadLetterHeaders.set(headers, DeadLetterHeaders.REASON, text(fields, REASON));
        for (CutPart part : CutPart.values()) {
            if (fields.containsKey(lengthField(part))) {
                DeadLetterHeaders.set(headers, part.lengthHeader(), text(fields, lengthField(part)));
                DeadLetterHeaders.set(headers, part.sha256Header(), text(fields, sha256Field(part)));
            }
        }
        return new DeadLetterRecord(new ConsumerRecord<>(
                position.topic(),
                position.partition(),
                position.offset(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                bytes(fields, KEY),
                bytes(fields, VALUE),
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
