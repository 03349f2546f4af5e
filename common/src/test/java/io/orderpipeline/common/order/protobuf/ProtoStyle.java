package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** How a writer may describe an order in Protobuf. Its values are written by protobuf-java. */
enum ProtoStyle {
    OURS(resource("/io/orderpipeline/common/order/order-v1.proto")),

    NUMBERS(
            """
            syntax = "proto3";
            package shop.v2;
            import "google/type/decimal.proto";
            import "confluent/type/decimal.proto";
            message Order {
              confluent.type.Decimal total_amount = 300;
              google.type.Decimal price = 4;
              int64 timestamp = 2;
              uint32 quantity = 1;
              string category = 19;
              string product = 18;
              string customer_name = 17;
              string order_id = 16;
            }
            """),

    WRAPPERS(
            """
            syntax = "proto3";
            import "google/protobuf/wrappers.proto";
            message Order {
              google.protobuf.StringValue order_id = 1;
              google.protobuf.StringValue customer_name = 2;
              google.protobuf.StringValue product = 3;
              google.protobuf.StringValue category = 4;
              google.protobuf.Int32Value quantity = 5;
              google.protobuf.StringValue price = 6;
              google.protobuf.Int64Value timestamp = 7;
              google.protobuf.StringValue total_amount = 8;
            }
            """),

    PROTO2(
            """
            syntax = "proto2";
            package shop;
            message Order {
              required string order_id = 1;
              optional string customer_name = 2;
              optional string product = 3;
              required string category = 4;
              optional sint32 quantity = 5;
              optional string price = 6;
              optional sfixed64 timestamp = 7;
              optional string total_amount = 8;
            }
            """),

    TEXTS(
            """
            syntax = "proto3";
            message Order {
              optional string order_id = 1;
              optional string customer_name = 2;
              optional string product = 3;
              optional string category = 4;
              optional string quantity = 5;
              optional string price = 6;
              optional string timestamp = 7;
              optional string total_amount = 8;
            }
            """);

    private static final FileDescriptor DECIMAL = ProtoSchema.parse(
            "google/type/decimal.proto",
            "syntax = \"proto3\"; package google.type; message Decimal { string value = 1; }");

    private static final FileDescriptor MONEY = ProtoSchema.parse(
            "google/type/money.proto",
            """
            syntax = "proto3"; package google.type;
            message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }
            """);

    private static final FileDescriptor UNSCALED = ProtoSchema.parse(
            "confluent/type/decimal.proto",
            """
            syntax = "proto3"; package confluent.type;
            message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }
            """);

    private final String text;
    private Descriptor descriptor;

    ProtoStyle(String text) {
        this.text = text;
    }

    private static String resource(String name) {
        try (InputStream file = ProtoStyle.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    /** Made at the first use, because it takes a while. */
    Descriptor descriptor() {
        if (descriptor == null) {
            descriptor = file(text).findMessageTypeByName("Order");
        }
        return descriptor;
    }

    OrderFormat format() {
        return format(text);
    }

    static OrderFormat format(String text) {
        try {
            return ProtobufFormat.of(schema(text, Map.of()));
        } catch (NotAnOrderException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static WriterSchema schema(String text, Map<String, String> references) {
        return new WriterSchema(WriterSchema.Type.PROTOBUF, text, references);
    }

    /** With the well-known types. */
    static FileDescriptor file(String text, FileDescriptor... imports) {
        FileDescriptor[] all = Arrays.copyOf(imports, imports.length + 5);
        all[imports.length] = TimestampProto.getDescriptor();
        all[imports.length + 1] = WrappersProto.getDescriptor();
        all[imports.length + 2] = DECIMAL;
        all[imports.length + 3] = MONEY;
        all[imports.length + 4] = UNSCALED;
        return ProtoSchema.parse("order.proto", text, all);
    }

    /** The message index of the first message, then the order. */
    static byte[] value(Message message) {
        byte[] bytes = message.toByteArray();
        byte[] value = new byte[1 + bytes.length];
        System.arraycopy(bytes, 0, value, 1, bytes.length);
        return value;
    }

    DynamicMessage message(Map<String, Object> fields) {
        return message(descriptor(), fields);
    }

    static DynamicMessage message(Descriptor type, Map<String, Object> fields) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        fields.forEach((name, value) -> {
            FieldDescriptor field = type.findFieldByName(name);
            message.setField(field, value(field, value));
        });
        return message.build();
    }

    private static Object value(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType(), value);
            case STRING -> value instanceof BigDecimal number ? number.toPlainString() : value.toString();
            case LONG -> value instanceof Instant time ? time.toEpochMilli() : value;
            default -> value;
        };
    }

    private static Message message(Descriptor type, Object value) {
        return switch (type.getFullName()) {
            case "google.protobuf.Timestamp" ->
                message(
                        type,
                        Map.of("seconds", ((Instant) value).getEpochSecond(), "nanos", ((Instant) value).getNano()));
            case "confluent.type.Decimal" ->
                message(
                        type,
                        Map.of(
                                "value",
                                ByteString.copyFrom(
                                        ((BigDecimal) value).unscaledValue().toByteArray()),
                                "scale",
                                ((BigDecimal) value).scale()));
            default -> message(type, Map.of("value", value));
        };
    }
}
