package io.orderpipeline.common.order.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidOrderException;
import io.orderpipeline.common.order.OrderJsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The general path: checks a message, writes it as JSON, and lets the reader of JSON decide. Objects and arrays have no
 * content in this JSON, because no field of an order is one. For one value; one thread.
 */
final class GeneralReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final OrderJsonReader ORDERS = new OrderJsonReader();

    private final OrderMessage message;
    private final BinaryCursor cursor;
    private final MessageScanner scanner;

    /** By field number, in the order of their first occurrence. */
    private final Map<Integer, Occurrences> found = new LinkedHashMap<>();

    /** By index of the oneof, the number of the field that it has. */
    private final Map<Integer, Integer> oneofs = new HashMap<>();

    /** Where the values of one field begin: those of a message, which are merged; of other fields the last one. */
    private record Occurrences(SchemaField field, List<Integer> starts) {}

    GeneralReader(OrderMessage message, BinaryCursor cursor) {
        this.message = message;
        this.cursor = cursor;
        this.scanner = new MessageScanner(cursor);
    }

    DecodeResult read() {
        try {
            return ORDERS.readText(json());
        } catch (InvalidOrderException e) {
            return e.toResult();
        }
    }

    /** @throws InvalidOrderException when the bytes are not a value of the message */
    byte[] json() throws InvalidOrderException {
        while (!cursor.isAtEnd()) {
            SchemaField field = scanner.next(message.type(), MessageScanner.TOP);
            if (field != null) {
                add(field, scanner.valueStart());
            }
        }
        return text();
    }

    private void add(SchemaField field, int start) {
        if (field.isInOneof()) {
            Integer former = oneofs.put(field.oneof(), field.number());
            if (former != null && former != field.number()) {
                found.remove(former);
            }
        }
        Occurrences occurrences =
                found.computeIfAbsent(field.number(), number -> new Occurrences(field, new ArrayList<>()));
        boolean isMerged = field.type() instanceof MessageType && !field.isRepeated();
        if (!isMerged) {
            occurrences.starts().clear();
        }
        occurrences.starts().add(start);
    }

    private byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Occurrences occurrences : found.values()) {
                write(json, value(occurrences.field(), occurrences.starts()));
            }
            for (SchemaField field : message.defaulted()) {
                if (!found.containsKey(field.number())) {
                    write(json, named(field, field.absent().orElseThrow()));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private AdditionalField named(SchemaField field, AdditionalField value) {
        return new AdditionalField(message.jsonName(field), value.form(), value.text());
    }

    private AdditionalField value(SchemaField field, List<Integer> starts) {
        String name = message.jsonName(field);
        byte[] bytes = cursor.bytes();
        if (field.isRepeated() || (field.type() instanceof MessageType type && !type.isWellKnown())) {
            return FieldValue.objectOrArray(name);
        }
        if (field.type() instanceof MessageType type) {
            WellKnownValue merged = new WellKnownValue(type, bytes);
            starts.forEach(start -> merged.merge(new BinaryCursor(bytes, start)));
            return merged.value(name);
        }
        return FieldValue.read(field.type(), name, new BinaryCursor(bytes, starts.get(0)));
    }

    private static void write(JsonGenerator json, AdditionalField value) throws IOException {
        json.writeFieldName(value.name());
        switch (value.form()) {
            case TEXT -> json.writeString(value.text());
            case NUMBER -> json.writeNumber(value.text());
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(value.text()));
            case NULL -> json.writeNull();
            case OBJECT_OR_ARRAY -> {
                json.writeStartArray();
                json.writeEndArray();
            }
        }
    }
}
