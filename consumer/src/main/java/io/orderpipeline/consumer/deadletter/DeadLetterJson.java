package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.common.header.Header;

/**
 * Writes a dead letter as one line of JSON, from which {@link DeadLetterJsonReader} restores the same bytes. Non-ASCII
 * characters are escaped, so that neither a terminal nor a locale changes them. Safe for use by several threads.
 */
final class DeadLetterJson {

    static final String DEAD_LETTER = "letter";
    static final String ORIGIN = "origin";
    static final String REASON = "reason";
    static final String DETAIL = "detail";
    static final String TIMESTAMP = "timestamp";
    static final String DEAD_LETTERED_AT = "dead_lettered_at";
    static final String KEY = "key";
    static final String VALUE = "value";
    static final String HEADERS = "headers";
    static final String NAME = "name";

    /** Suffix of the name of a field whose bytes are not UTF-8. */
    static final String BASE64 = "_base64";

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
}
