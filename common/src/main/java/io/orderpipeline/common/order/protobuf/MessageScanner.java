package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.InvalidOrderException;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.Utf8;
import io.orderpipeline.common.order.protobuf.MessageType.Form;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * Moves past the fields of a message, and requires that their bytes are values of their types. An error names the field
 * and the position, never the value. For one value; one thread.
 */
final class MessageScanner {

    /** The depth of the order, as JSON. */
    static final int TOP = 1;

    private final BinaryCursor cursor;

    /** The fields from the order to the present one. */
    private final Deque<SchemaField> path = new ArrayDeque<>();

    /** Where the present field begins. */
    private int fieldStart;

    /** Where the last value begins. */
    private int valueStart;

    MessageScanner(BinaryCursor cursor) {
        this.cursor = cursor;
    }

    /** Where the last value begins, with its length if it has one. */
    int valueStart() {
        return valueStart;
    }

    /**
     * Moves past one field.
     *
     * @param depth of the message, as JSON
     * @return null for a field that the type does not have
     */
    SchemaField next(MessageType type, int depth) throws InvalidOrderException {
        int tag = tag();
        SchemaField field = type.field(WireFormat.number(tag));
        if (field == null) {
            WireFormat.skip(cursor, tag);
            require(cursor.isValid(), "has a wire type that is not allowed, or ends too early");
        } else {
            value(field, WireFormat.wireType(tag), depth);
        }
        return field;
    }

    private int tag() throws InvalidOrderException {
        fieldStart = cursor.position();
        int tag = WireFormat.tag(cursor);
        require(cursor.isValid(), "has a field number that is not allowed, or ends too early");
        return tag;
    }

    /** Moves past the value of a field, whose tag was read. */
    void value(SchemaField field, int wireType, int depth) throws InvalidOrderException {
        path.addLast(field);
        ValueType type = field.type();
        int valueDepth = depth(field, depth);
        requireDepth(valueDepth);
        int start = cursor.position();
        if (wireType != type.wireType()) {
            boolean isPacked = wireType == WireFormat.LENGTH_DELIMITED && field.mayBePacked();
            require(isPacked, "has wire type " + wireType + " instead of " + type.wireType());
            packed(type.wireType());
        } else if (wireType == WireFormat.LENGTH_DELIMITED) {
            lengthDelimited(type, valueDepth);
        } else {
            WireFormat.skip(cursor, wireType);
        }
        require(cursor.isValid(), "ends too early");
        path.removeLast();
        valueStart = start;
    }

    /** The depth of a field's value in a message of this depth. A map has one level more, and none for each entry. */
    private static int depth(SchemaField field, int depth) {
        boolean isMessage = field.type() instanceof MessageType message && message.form() != Form.MAP_ENTRY;
        return depth + (field.isRepeated() ? 1 : 0) + (isMessage ? 1 : 0);
    }

    private void packed(int wireType) {
        int former = cursor.limit(WireFormat.length(cursor));
        while (!cursor.isAtEnd()) {
            WireFormat.skip(cursor, wireType);
        }
        cursor.restoreLimit(former);
    }

    private void lengthDelimited(ValueType type, int depth) throws InvalidOrderException {
        int length = WireFormat.length(cursor);
        require(cursor.isValid(), "ends too early");
        if (type instanceof MessageType message) {
            int former = cursor.limit(length);
            while (!cursor.isAtEnd()) {
                next(message, depth);
            }
            cursor.restoreLimit(former);
        } else {
            int start = cursor.position();
            cursor.skip(length);
            boolean isText = type != ScalarType.STRING || Utf8.isText(cursor.bytes(), start, start + length);
            require(isText, "is not UTF-8");
        }
    }

    private static void requireDepth(int depth) throws InvalidOrderException {
        if (depth > OrderLimits.NESTING) {
            throw InvalidOrderException.nestedTooDeeply();
        }
    }

    private void require(boolean isMet, String error) throws InvalidOrderException {
        if (!isMet) {
            String field = path.stream().map(SchemaField::name).collect(Collectors.joining("."));
            throw new InvalidOrderException(
                    InvalidReason.MALFORMED_VALUE,
                    (field.isEmpty() ? "a field" : field) + " at byte " + fieldStart + " " + error);
        }
    }
}
