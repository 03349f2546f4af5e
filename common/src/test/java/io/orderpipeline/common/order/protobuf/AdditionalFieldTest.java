package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of an additional field of every type, as it is in JSON. */
class AdditionalFieldTest {

    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of("int32", -5, Form.NUMBER, "-5"),
                Arguments.of("int64", Long.MIN_VALUE, Form.NUMBER, "-9223372036854775808"),
                Arguments.of("uint32", -1, Form.NUMBER, "4294967295"),
                Arguments.of("uint64", -1L, Form.NUMBER, "18446744073709551615"),
                Arguments.of("sint32", Integer.MIN_VALUE, Form.NUMBER, "-2147483648"),
                Arguments.of("sint64", -7L, Form.NUMBER, "-7"),
                Arguments.of("fixed32", -2, Form.NUMBER, "4294967294"),
                Arguments.of("fixed64", -2L, Form.NUMBER, "18446744073709551614"),
                Arguments.of("sfixed32", -3, Form.NUMBER, "-3"),
                Arguments.of("sfixed64", -4L, Form.NUMBER, "-4"),
                Arguments.of("double", 0.1, Form.NUMBER, "0.1"),
                Arguments.of("double", -1e300, Form.NUMBER, "-1.0E300"),
                Arguments.of("double", Double.NaN, Form.TEXT, "NaN"),
                Arguments.of("float", 0.1f, Form.NUMBER, "0.1"),
                Arguments.of("float", Float.NEGATIVE_INFINITY, Form.TEXT, "-Infinity"),
                Arguments.of("bool", true, Form.BOOLEAN, "true"),
                Arguments.of("string", "a\u0000\"\ud83d\ude00", Form.TEXT, "a\u0000\"\ud83d\ude00"),
                Arguments.of("bytes", ByteString.copyFromUtf8("abc"), Form.OBJECT_OR_ARRAY, null));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void should_keep_the_exact_value(String type, Object value, Form form, String text) {
        assertThat(additional(type, value)).containsExactly(new AdditionalField("extra", form, text));
        assertThat(additional("optional " + type, value)).containsExactly(new AdditionalField("extra", form, text));
    }

    static Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("int64", Form.NUMBER, "0"),
                Arguments.of("double", Form.NUMBER, "0.0"),
                Arguments.of("bool", Form.BOOLEAN, "false"),
                Arguments.of("string", Form.TEXT, ""),
                Arguments.of("Unit", Form.TEXT, "PIECE"));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void should_have_the_default_of_a_field_without_presence(String type, Form form, String text) {
        assertThat(additional(type, null)).containsExactly(new AdditionalField("extra", form, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"optional int32", "optional Unit", "repeated string", "map<string, Unit>", "Part", TIMESTAMP})
    void should_leave_out_an_absent_field_with_presence(String type) {
        assertThat(additional(type, null)).isEmpty();
    }

    /** In hexadecimal digits, the value of field 50 on the wire, its length included. */
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(TIMESTAMP, "00", Form.TEXT, "1970-01-01T00:00:00Z"),
                Arguments.of(TIMESTAMP, "04 08 01 10 05", Form.TEXT, "1970-01-01T00:00:01.000000005Z"),
                Arguments.of(TIMESTAMP, "0b 10 ff ff ff ff ff ff ff ff ff 01", Form.TEXT, "invalid nanoseconds"),
                Arguments.of(TIMESTAMP, "0a 08 ff ff ff ff ff ff ff ff 7f", Form.TEXT, "out of range"),
                Arguments.of("google.protobuf.BoolValue", "00", Form.BOOLEAN, "false"),
                Arguments.of("google.protobuf.UInt64Value", "02 08 05", Form.NUMBER, "5"),
                Arguments.of("google.protobuf.StringValue", "03 0a 01 61", Form.TEXT, "a"),
                Arguments.of("google.protobuf.BytesValue", "03 0a 01 ff", Form.OBJECT_OR_ARRAY, null),
                Arguments.of("google.type.Decimal", "00", Form.TEXT, "0"),
                Arguments.of("google.type.Decimal", "05 0a 03 31 2e 30", Form.TEXT, "1.0"),
                Arguments.of("google.type.Money", "0b 0a 01 58 10 0c 18 80 ca b5 ee 01", Form.NUMBER, "12.5"),
                Arguments.of("confluent.type.Decimal", "05 0a 01 83 18 01", Form.NUMBER, "-12.5"),
                Arguments.of("confluent.type.Decimal", "00", Form.NUMBER, "0"),
                Arguments.of("Unit", "01", Form.TEXT, "KILOGRAM"),
                Arguments.of("Unit", "07", Form.NUMBER, "7"),
                Arguments.of("Part", "02 08 01", Form.OBJECT_OR_ARRAY, null),
                Arguments.of("repeated Part", "02 08 01", Form.OBJECT_OR_ARRAY, null),
                Arguments.of("repeated int32", "02 08 01", Form.OBJECT_OR_ARRAY, null),
                Arguments.of("map<string, Part>", "04 0a 00 12 00", Form.OBJECT_OR_ARRAY, null));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void should_have_the_form_of_a_well_known_type(String type, String bytes, Form form, String text) {
        int wireType = type.equals("Unit") ? WireFormat.VARINT : WireFormat.LENGTH_DELIMITED;
        byte[] order = ProtoStyle.OURS.message(OrderCase.all().get(0).fields()).toByteArray();
        byte[] extra = HexFormat.ofDelimiter(" ").parseHex(bytes);
        byte[] value = ByteBuffer.allocate(1 + order.length + 2 + extra.length)
                .put((byte) 0)
                .put(order)
                .put((byte) (WireFormat.tag(50, wireType) | 0x80))
                .put((byte) (WireFormat.tag(50, wireType) >> 7))
                .put(extra)
                .array();

        assertThat(read(ProtoStyle.format(text(type)), value))
                .containsExactly(new AdditionalField("extra", form, text));
    }

    private static List<AdditionalField> additional(String type, Object value) {
        String text = text(type);
        Descriptor descriptor = ProtoStyle.file(text).findMessageTypeByName("Order");
        DynamicMessage.Builder order =
                ProtoStyle.message(descriptor, OrderCase.all().get(0).fields()).toBuilder();
        FieldDescriptor extra = descriptor.findFieldByName("extra");
        if (value != null) {
            order.setField(extra, value);
        }
        return read(ProtoStyle.format(text), ProtoStyle.value(order.build()));
    }

    private static String text(String type) {
        String extra =
                type + " extra = 50;\n  enum Unit { PIECE = 0; KILOGRAM = 1; }\n  message Part { int32 number = 1; }";
        return ProtoStyle.OURS.text().replace("string total_amount = 8;", "string total_amount = 8;\n  " + extra);
    }

    /** Both paths must agree. */
    private static List<AdditionalField> read(OrderFormat format, byte[] value) {
        assertThat(OrderViews.agree(format, value, 0)).isTrue();
        return ((DecodeResult.Valid) format.read(value, 0)).additionalFields();
    }
}
