package io.orderpipeline.common.schema;

import java.util.Map;

/**
 * The schema of a writer, as a registry has it.
 *
 * @param text in the language of the type
 * @param references the texts of the schemas that it imports, those of the imported ones included, by the name of the
 *     import; in an order in which each follows those that it needs
 */
public record WriterSchema(Type type, String text, Map<String, String> references) {

    /** With the names of the registries' API. */
    public enum Type {
        AVRO,
        PROTOBUF,
        JSON
    }

    /** In characters, with those of the references. */
    int size() {
        return text.length()
                + references.values().stream().mapToInt(String::length).sum();
    }
}
