package io.orderpipeline.common.order.protobuf;

import static io.orderpipeline.common.order.protobuf.ScalarType.BYTES;
import static io.orderpipeline.common.order.protobuf.ScalarType.INT32;
import static io.orderpipeline.common.order.protobuf.ScalarType.INT64;
import static io.orderpipeline.common.order.protobuf.ScalarType.STRING;
import static io.orderpipeline.common.order.protobuf.ScalarType.UINT32;

import io.orderpipeline.common.order.protobuf.MessageType.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of other packages that have a form of their own, known by name without the text of their schemas. */
final class WellKnownTypes {

    static final Map<String, MessageType> BY_NAME = byName();

    private WellKnownTypes() {}

    private static Map<String, MessageType> byName() {
        Map<String, MessageType> types = new HashMap<>();
        add(types, "google.protobuf.Timestamp", Form.TIMESTAMP, INT64, INT32);
        add(types, "google.type.Decimal", Form.DECIMAL_TEXT, STRING);
        add(types, "google.type.Money", Form.MONEY, STRING, INT64, INT32);
        add(types, "confluent.type.Decimal", Form.UNSCALED_DECIMAL, BYTES, UINT32, INT32);
        Map.of(
                        "Double", ScalarType.DOUBLE,
                        "Float", ScalarType.FLOAT,
                        "Int64", INT64,
                        "UInt64", ScalarType.UINT64,
                        "Int32", INT32,
                        "UInt32", UINT32,
                        "Bool", ScalarType.BOOL,
                        "String", STRING,
                        "Bytes", BYTES)
                .forEach((name, type) -> add(types, "google.protobuf." + name + "Value", Form.WRAPPER, type));
        return Map.copyOf(types);
    }

    /** @param fields of the message, numbered from 1 */
    private static void add(Map<String, MessageType> types, String name, Form form, ScalarType... fields) {
        MessageType message = new MessageType(name, form);
        List<SchemaField> defined = new ArrayList<>();
        for (ScalarType type : fields) {
            int number = defined.size() + 1;
            defined.add(new SchemaField(
                    number - 1,
                    number,
                    Integer.toString(number),
                    Optional.empty(),
                    type,
                    false,
                    SchemaField.NO_ONEOF,
                    Optional.empty()));
        }
        message.define(defined);
        types.put(name, message);
    }
}
