package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderViews;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufFormatTest {

    private static final OrderCase USUAL = OrderCase.all().get(0);

    static Stream<Arguments> cases() {
        return Stream.of(ProtoStyle.values())
                .flatMap(style -> OrderCase.all().stream().map(order -> Arguments.of(style, order)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_decide_every_case_as_in_the_other_formats(ProtoStyle style, OrderCase order) {
        byte[] value = ProtoStyle.value(style.message(order.fields()));

        DecodeResult result = style.format().read(value, 0);

        if (order.reason().isEmpty()) {
            assertThat(result).isEqualTo(new DecodeResult.Valid(order.order(), List.of()));
        } else {
            assertThat(reason(result)).isEqualTo(order.reason().get());
        }
        OrderViews.agree(style.format(), value, 0);
    }

    @ParameterizedTest
    @EnumSource(ProtoStyle.class)
    void should_read_a_usual_order_on_the_fast_path(ProtoStyle style) {
        byte[] value = ProtoStyle.value(style.message(USUAL.fields()));

        assertThat(OrderViews.agree(style.format(), value, 0)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_report_a_missing_field_that_has_presence(OrderField field) {
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.remove(field.jsonName());
        byte[] value = ProtoStyle.value(ProtoStyle.WRAPPERS.message(fields));

        DecodeResult result = ProtoStyle.WRAPPERS.format().read(value, 0);

        assertThat(result)
                .isEqualTo(new DecodeResult.Invalid(InvalidReason.MISSING_FIELD, field.jsonName() + " is missing"));
        assertThat(ProtoStyle.WRAPPERS.format().view(value, 0)).isEmpty();
    }

    @Test
    void should_give_an_absent_field_with_implicit_presence_its_default() {
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.remove("customer_name");
        byte[] value = ProtoStyle.value(ProtoStyle.OURS.message(fields));
        fields.put("customer_name", "");

        assertThat(ProtoStyle.OURS.format().read(value, 0))
                .isEqualTo(new DecodeResult.Valid(new OrderCase("", fields, USUAL.reason()).order(), List.of()));
        assertThat(OrderViews.agree(ProtoStyle.OURS.format(), value, 0)).isTrue();
    }

    @Test
    void should_take_the_default_that_a_schema_of_version_2_states() {
        String text = ProtoStyle.PROTO2.text().replace("sint32 quantity = 5", "sint32 quantity = 5 [default = 0x3]");
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.remove("quantity");
        byte[] value = ProtoStyle.value(ProtoStyle.PROTO2.message(fields));

        assertThat(valid(ProtoStyle.format(text).read(value, 0)).order()).isEqualTo(USUAL.order());
    }

    @Test
    void should_take_the_last_of_several_values() {
        byte[] first = ProtoStyle.OURS
                .message(Map.of("quantity", 7, "product", "Table"))
                .toByteArray();
        byte[] value = concat(
                new byte[1], first, ProtoStyle.OURS.message(USUAL.fields()).toByteArray());

        assertThat(valid(ProtoStyle.OURS.format().read(value, 0)).order()).isEqualTo(USUAL.order());
    }

    @Test
    void should_merge_a_message_that_occurs_twice() {
        DynamicMessage order = ProtoStyle.OURS.message(USUAL.fields());
        // Field 7, a message of 3 bytes: field 2, nanoseconds.
        byte[] moreNanos = {0x3A, 3, 0x10, (byte) 0xC0, 0x3E};
        byte[] value = concat(new byte[1], order.toByteArray(), moreNanos);

        assertThat(valid(ProtoStyle.OURS.format().read(value, 0)).order().timestamp())
                .isEqualTo(USUAL.order().timestamp().minusMillis(123));
    }

    @Test
    void should_skip_fields_and_groups_that_the_schema_does_not_have() {
        // A group of field 100 with a varint and an inner group, then fields 101 to 103 of the other wire types.
        byte[] unknown = {
            (byte) 0xA3,
            6,
            8,
            1,
            0x13,
            0x14,
            (byte) 0xA4,
            6,
            (byte) 0xA9,
            6,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            (byte) 0xB2,
            6,
            2,
            -1,
            -1,
            (byte) 0xBD,
            6,
            1,
            2,
            3,
            4
        };
        byte[] value = concat(
                new byte[1], unknown, ProtoStyle.OURS.message(USUAL.fields()).toByteArray());

        assertThat(valid(ProtoStyle.OURS.format().read(value, 0)).order()).isEqualTo(USUAL.order());
        assertThat(OrderViews.agree(ProtoStyle.OURS.format(), value, 0)).isTrue();
    }

    static Stream<Arguments> malformedValues() {
        return Stream.of(
                Arguments.of("field number 0", new byte[] {0, 0}),
                Arguments.of("truncated tag", new byte[] {(byte) 0x80}),
                Arguments.of("truncated text", new byte[] {0x0A, 5, 'a'}),
                Arguments.of("length beyond 63 bits", new byte[] {0x0A, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}),
                Arguments.of("varint of 11 bytes", new byte[] {0x28, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}),
                Arguments.of("wrong wire type", new byte[] {0x08, 1}),
                Arguments.of("wire type 6", new byte[] {0x7E}),
                Arguments.of("end of no group", new byte[] {0x7C}),
                Arguments.of("group without an end", new byte[] {0x7B, 8, 1}),
                Arguments.of("text that is not UTF-8", new byte[] {0x12, 1, -1}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedValues")
    void should_refuse_bytes_that_are_no_message(String name, byte[] broken) {
        byte[] order = ProtoStyle.OURS.message(USUAL.fields()).toByteArray();
        byte[] value = concat(new byte[1], order, broken);

        DecodeResult result = ProtoStyle.OURS.format().read(value, 0);

        assertThat(reason(result)).isEqualTo(InvalidReason.MALFORMED_VALUE);
        assertThat(((DecodeResult.Invalid) result).detail()).contains("at byte " + (order.length + 1));
        assertThat(ProtoStyle.OURS.format().view(value, 0)).isEmpty();
    }

    @Test
    void should_name_the_field_of_malformed_bytes() {
        assertMalformed("timestamp.1 at byte 3 has wire type 2 instead of 0", 0x3A, 2, 0x0A, 0);
        assertMalformed("timestamp.1 at byte 3 ends too early", 0x3A, 1, 8);
        assertMalformed("timestamp at byte 1 ends too early", 0x3A, 2, 8);
        assertMalformed("customer_name at byte 3 is not UTF-8", 0x0A, 0, 0x12, 1, 0xFF);
    }

    private static void assertMalformed(String detail, int... message) {
        byte[] value = new byte[1 + message.length];
        for (int i = 0; i < message.length; i++) {
            value[i + 1] = (byte) message[i];
        }
        assertThat(ProtoStyle.OURS.format().read(value, 0))
                .isEqualTo(new DecodeResult.Invalid(InvalidReason.MALFORMED_VALUE, detail));
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_refuse_a_schema_without_a_field_of_an_order(OrderField field) {
        String text = ProtoStyle.OURS.text().replace(" " + field.jsonName() + " =", " other =");

        assertThatThrownBy(() -> ProtobufFormat.of(ProtoStyle.schema(text, Map.of())))
                .isInstanceOf(NotAnOrderException.class)
                .hasMessage(
                        "has no message of an order: message io.orderpipeline.Order has no field " + field.jsonName());
    }

    private static InvalidReason reason(DecodeResult result) {
        assertThat(result).isInstanceOf(DecodeResult.Invalid.class);
        return ((DecodeResult.Invalid) result).reason();
    }

    private static DecodeResult.Valid valid(DecodeResult result) {
        assertThat(result).isInstanceOf(DecodeResult.Valid.class);
        return (DecodeResult.Valid) result;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
