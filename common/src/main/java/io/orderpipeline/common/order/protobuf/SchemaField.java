package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.AdditionalField;
import java.util.Optional;

/**
 * A field of a message type.
 *
 * @param index in its message type
 * @param jsonName only if the schema states one
 * @param isRepeated also for maps
 * @param oneof the index of its oneof in the message; {@link #NO_ONEOF} for others
 * @param absent the value when the field is absent; empty if it is missing then
 */
record SchemaField(
        int index,
        int number,
        String name,
        Optional<String> jsonName,
        ValueType type,
        boolean isRepeated,
        int oneof,
        Optional<AdditionalField> absent) {

    static final int NO_ONEOF = -1;

    boolean isInOneof() {
        return oneof != NO_ONEOF;
    }

    /** Whether one field on the wire may have many values. */
    boolean mayBePacked() {
        return isRepeated && type.wireType() != WireFormat.LENGTH_DELIMITED;
    }
}
