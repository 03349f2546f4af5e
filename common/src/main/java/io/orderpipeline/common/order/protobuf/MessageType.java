package io.orderpipeline.common.order.protobuf;

import java.util.Arrays;
import java.util.List;

/**
 * A message type of a schema. Its fields are defined after all types are known, because types may be recursive. Safe
 * for any thread after that.
 */
final class MessageType implements ValueType {

    /** What the messages of a type are in JSON. */
    enum Form {
        OBJECT,
        /** The entry of a map, which has no level of its own. */
        MAP_ENTRY,
        TIMESTAMP,
        /** Of one scalar, which may be missing. */
        WRAPPER,
        DECIMAL_TEXT,
        MONEY,
        UNSCALED_DECIMAL
    }

    /** Larger field numbers take a search. */
    private static final int MOST_INDEXED = 255;

    private final String name;
    private final Form form;
    private List<SchemaField> fields = List.of();

    /** By number. */
    private SchemaField[] indexed = {};

    /** Larger numbers in ascending order, and their fields. */
    private int[] otherNumbers = {};

    private SchemaField[] others = {};

    MessageType(String name, Form form) {
        this.name = name;
        this.form = form;
    }

    void define(List<SchemaField> definedFields) {
        fields = List.copyOf(definedFields);
        int most = fields.stream()
                .mapToInt(SchemaField::number)
                .filter(number -> number <= MOST_INDEXED)
                .max()
                .orElse(0);
        indexed = new SchemaField[most + 1];
        fields.stream()
                .filter(field -> field.number() <= MOST_INDEXED)
                .forEach(field -> indexed[field.number()] = field);
        others = fields.stream()
                .filter(field -> field.number() > MOST_INDEXED)
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .toArray(SchemaField[]::new);
        otherNumbers = Arrays.stream(others).mapToInt(SchemaField::number).toArray();
    }

    String name() {
        return name;
    }

    Form form() {
        return form;
    }

    boolean isWellKnown() {
        return form != Form.OBJECT && form != Form.MAP_ENTRY;
    }

    List<SchemaField> fields() {
        return fields;
    }

    /** Null for a number that the type does not have. */
    SchemaField field(int number) {
        if (number < indexed.length) {
            return indexed[number];
        }
        int index = Arrays.binarySearch(otherNumbers, number);
        return index < 0 ? null : others[index];
    }

    @Override
    public int wireType() {
        return WireFormat.LENGTH_DELIMITED;
    }
}
