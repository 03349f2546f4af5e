package io.orderpipeline.common.order.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.util.Set;

/**
 * Limits the time to parse a schema. For each named type, Avro's parser visits all types below it: a chain of 10,000
 * types, in less than 1 MB, takes minutes. One thread.
 */
final class SchemaSize {

    /** Named types x elements. Some seconds at most; the largest schemas in use are below a tenth of it. */
    private static final long MOST_VISITS = 10_000_000;

    /** An object with one of these is a record, an enum or a fixed. */
    private static final Set<String> MARKS = Set.of("fields", "symbols", "size");

    private static final JsonFactory JSON = new JsonFactory();

    private long types;
    private long elements;

    /** @throws IOException when a schema is not well-formed JSON, or nested in more than 1,000 levels */
    static void check(WriterSchema writer) throws IOException, NotAnOrderException {
        SchemaSize size = new SchemaSize();
        for (String reference : writer.references().values()) {
            size.add(reference);
        }
        size.add(writer.text());
        if (size.types * size.elements > MOST_VISITS) {
            throw new NotAnOrderException("is too large: " + size.types + " types in " + size.elements + " elements");
        }
    }

    private void add(String schema) throws IOException {
        try (JsonParser json = JSON.createParser(schema)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                elements++;
                if (token == JsonToken.FIELD_NAME && MARKS.contains(json.currentName())) {
                    types++;
                }
            }
        }
    }
}
