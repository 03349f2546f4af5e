package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas that change, that use other files, and that have several messages. */
class SchemaEvolutionTest {

    private static final OrderCase ORDER = OrderCase.all().get(0);
    private static final String OURS = ProtoStyle.OURS.text();

    @Test
    void should_read_two_versions_side_by_side() throws NotAnOrderException {
        String second = OURS.replace(
                        "string total_amount = 8;", "string total_amount = 8; optional string currency = 9;")
                .replace("string customer_name = 2;", "string buyer = 2 [json_name = \"customer_name\"];");
        Map<String, Object> fields = new HashMap<>(ORDER.fields());
        fields.put("buyer", fields.remove("customer_name"));
        fields.put("currency", "EUR");

        assertReads(format(OURS), ProtoStyle.OURS.message(ORDER.fields()));
        assertReads(
                format(second),
                ProtoStyle.message(order(second), fields),
                new AdditionalField("currency", Form.TEXT, "EUR"));
        // An old value, by the new schema, and a new one by the old schema.
        assertReads(format(second), ProtoStyle.OURS.message(ORDER.fields()));
        assertReads(format(OURS), ProtoStyle.message(order(second), fields));
    }

    @Test
    void should_prefer_the_name_of_a_field_to_its_json_name() throws NotAnOrderException {
        String text =
                OURS.replace("string product = 3;", "string product = 3; string label = 9 [json_name = \"product\"];");
        Map<String, Object> fields = new HashMap<>(ORDER.fields());
        fields.put("label", "other");

        assertReads(
                format(text),
                ProtoStyle.message(order(text), fields),
                new AdditionalField("label", Form.TEXT, "other"));
    }

    @Test
    void should_find_fields_by_name_when_their_numbers_change() throws NotAnOrderException {
        String text = OURS.replace(" = 1;", " = 536870911;")
                .replace(" = 5;", " = 256;")
                .replace(" = 7;", " = 255;");

        assertReads(format(text), ProtoStyle.message(order(text), ORDER.fields()));
    }

    @Test
    void should_resolve_types_of_imported_files_by_the_scoping_rules() throws NotAnOrderException {
        String types =
                """
                syntax = "proto3";
                package shop.types;
                enum Category { NONE = 0; furniture = 1; }
                message Outer { enum Category { inner = 0; } message Note { Category category = 1; string text = 2; } }
                """;
        String imports = "syntax = \"proto3\"; import public \"types.proto\";";
        String text = OURS.replace("package io.orderpipeline;", "package shop.orders; import \"imports.proto\";")
                .replace("string category = 4;", "types.Category category = 4; .shop.types.Outer.Note note = 9;");
        FileDescriptor typesFile = ProtoSchema.parse("types.proto", types);
        Descriptor type = ProtoStyle.file(text, typesFile).findMessageTypeByName("Order");
        Map<String, Object> fields = new HashMap<>(ORDER.fields());
        fields.put("category", typesFile.findEnumTypeByName("Category").findValueByName("furniture"));
        // The references are in another order than the imports.
        OrderFormat format =
                ProtobufFormat.of(ProtoStyle.schema(text, Map.of("imports.proto", imports, "types.proto", types)));

        assertReads(format, ProtoStyle.message(type, fields));
    }

    @Test
    void should_select_the_message_by_its_indexes() throws NotAnOrderException {
        String nested = OURS.substring(OURS.indexOf("message Order"));
        String text = "syntax = \"proto3\"; import \"google/protobuf/timestamp.proto\"; enum No { NONE = 0; }"
                + "message Other { int32 a = 1; }"
                + "message Envelope { enum No { NONE = 0; } message Empty {} " + nested + " }";
        OrderFormat format = format(text);
        byte[] order = ProtoStyle.OURS.message(ORDER.fields()).toByteArray();

        assertThat(format.read(indexed(order, 4, 2, 2), 0)).isInstanceOf(DecodeResult.Valid.class);
        assertThat(OrderViews.agree(format, indexed(order, 4, 2, 2), 0)).isTrue();
        assertThat(format.read(indexed(order, 0), 0))
                .isEqualTo(new DecodeResult.Invalid(InvalidReason.NOT_AN_ORDER, "message Other has no field order_id"));
        assertThat(format.read(indexed(order, 2, 4), 0))
                .isEqualTo(new DecodeResult.Invalid(
                        InvalidReason.MALFORMED_VALUE, "the message indexes name no message of the schema"));
        for (byte[] indexes : new byte[][] {{1}, {3}, {4, 2, 4}, {4, 2, 1}, {-1, -1, 1, 0}, {6, 2, 2, 0}}) {
            DecodeResult result = format.read(indexed(order, indexes), 0);
            assertThat(((DecodeResult.Invalid) result).reason()).isEqualTo(InvalidReason.MALFORMED_VALUE);
            assertThat(format.view(indexed(order, indexes), 0)).isEmpty();
        }
    }

    @Test
    void should_skip_a_field_whose_type_is_not_in_the_schema() throws NotAnOrderException {
        String text =
                OURS.replace("string total_amount = 8;", "string total_amount = 8; google.protobuf.Any any = 2000;");
        byte[] value = ProtoStyle.value(ProtoStyle.OURS.message(ORDER.fields()));
        ByteBuffer extended = ByteBuffer.allocate(value.length + 3).put(value).put(new byte[] {(byte) 0x82, 0x7D, 0});

        assertThat(format(text).read(extended.array(), 0)).isEqualTo(new DecodeResult.Valid(ORDER.order(), List.of()));
    }

    @Test
    void should_let_the_last_field_of_a_oneof_win() throws NotAnOrderException {
        String text = OURS.replace(
                "string total_amount = 8;", "string total_amount = 8; oneof c { int32 a = 9; int32 b = 10; }");
        byte[] value = ProtoStyle.value(ProtoStyle.OURS.message(ORDER.fields()));
        ByteBuffer extended =
                ByteBuffer.allocate(value.length + 6).put(value).put(new byte[] {0x48, 1, 0x50, 2, 0x48, 3});

        assertThat(((DecodeResult.Valid) format(text).read(extended.array(), 0)).additionalFields())
                .containsExactly(new AdditionalField("a", Form.NUMBER, "3"));
        OrderViews.agree(format(text), extended.array(), 0);
    }

    private static OrderFormat format(String text) throws NotAnOrderException {
        return ProtobufFormat.of(ProtoStyle.schema(text, Map.of()));
    }

    private static Descriptor order(String text) {
        return ProtoStyle.file(text).findMessageTypeByName("Order");
    }

    private static byte[] indexed(byte[] order, int... indexes) {
        ByteBuffer value = ByteBuffer.allocate(indexes.length + order.length);
        for (int index : indexes) {
            value.put((byte) index);
        }
        return value.put(order).array();
    }

    private static byte[] indexed(byte[] order, byte[] indexes) {
        return ByteBuffer.allocate(indexes.length + order.length)
                .put(indexes)
                .put(order)
                .array();
    }

    private static void assertReads(OrderFormat format, DynamicMessage message, AdditionalField... additional) {
        byte[] value = ProtoStyle.value(message);
        assertThat(format.read(value, 0)).isEqualTo(new DecodeResult.Valid(ORDER.order(), List.of(additional)));
        assertThat(OrderViews.agree(format, value, 0)).isTrue();
    }
}
