package io.orderpipeline.common.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JSON object of the registry's API.
 *
 * @param fields those with texts, numbers and booleans, as texts
 * @param references in the field of that name, of schemas that the schema imports
 */
record RegistryJson(Map<String, String> fields, List<Reference> references) {

    /** A table of the names seen would only help the sender of colliding ones. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** @param name of the import */
    record Reference(String name, String subject, int version) {}

    /** @throws IOException when the body is not a JSON object */
    static RegistryJson parse(byte[] body) throws IOException {
        try (JsonParser json = FACTORY.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "not an object");
            List<Reference> references = new ArrayList<>();
            Map<String, String> fields = parseFields(json, references);
            return new RegistryJson(fields, references);
        }
    }

    private static Map<String, String> parseFields(JsonParser json, List<Reference> references) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("references")) {
                parseReferences(json, references);
            } else if (value.isStructStart()) {
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                fields.put(name, json.getText());
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "an incomplete object");
        return fields;
    }

    private static void parseReferences(JsonParser json, List<Reference> references) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            RegistryJson reference = new RegistryJson(parseFields(json, new ArrayList<>()), List.of());
            references.add(
                    new Reference(reference.text("name"), reference.text("subject"), reference.number("version")));
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "a reference that is not an object");
    }

    /** @throws IOException when the body is not a JSON array of texts or numbers */
    static List<String> parseArray(byte[] body) throws IOException {
        try (JsonParser json = FACTORY.createParser(body)) {
            require(json.nextToken() == JsonToken.START_ARRAY, "not an array");
            List<String> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                require(json.currentToken().isScalarValue(), "not an array of texts or numbers");
                elements.add(json.getText());
            }
            return elements;
        }
    }

    /** A request that names this schema. Servers before 5.5 of Confluent's know no type but Avro, the default. */
    static byte[] of(WriterSchema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            if (schema.type() != WriterSchema.Type.AVRO) {
                json.writeStringField("schemaType", schema.type().name());
            }
            json.writeStringField("schema", schema.text());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException without this field */
    String text(String field) throws IOException {
        String text = fields.get(field);
        require(text != null, "without " + field);
        return text;
    }

    /**
     * The language of the schema. Without a type it is Avro in Confluent's API, but Apicurio 2 never names the type, so
     * that the text decides: only Protobuf is no JSON, and only a JSON Schema describes an object.
     *
     * @throws IllegalArgumentException for another type
     */
    WriterSchema.Type schemaType() {
        String name = fields.get("schemaType");
        if (name != null) {
            return WriterSchema.Type.valueOf(name.toUpperCase(Locale.ROOT));
        }
        String text = fields.get("schema").stripLeading();
        if (!text.startsWith("{")) {
            boolean isAvro = text.startsWith("[") || text.startsWith("\"");
            return isAvro ? WriterSchema.Type.AVRO : WriterSchema.Type.PROTOBUF;
        }
        return isJsonSchema(text) ? WriterSchema.Type.JSON : WriterSchema.Type.AVRO;
    }

    private static boolean isJsonSchema(String text) {
        try {
            Map<String, String> top =
                    parse(text.getBytes(StandardCharsets.UTF_8)).fields();
            return top.containsKey("$schema")
                    || !top.containsKey("type")
                    || top.get("type").equals("object");
        } catch (IOException e) {
            // The parser of the assumed language reports it.
            return false;
        }
    }

    int number(String field) throws IOException {
        return parseNumber(text(field));
    }

    static int parseNumber(String text) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException("not a number", e);
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
