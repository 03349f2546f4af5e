package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderViews;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileSchemaTest {

    private static final String SYNTAX = "syntax = \"proto3\"; ";
    private static final String OURS = ProtoStyle.OURS.text();

    static Stream<Arguments> refusedSchemas() {
        return Stream.of(
                Arguments.of("cannot be parsed: ", "{\"type\":\"record\"}"),
                Arguments.of("cannot be parsed: ", "message Order {"),
                Arguments.of("cannot be parsed: ", "edition = \"2023\"; message Order {}"),
                Arguments.of("has no message", ""),
                Arguments.of("has no message", "//"),
                Arguments.of("has no message", "//\n/**/".repeat(150_000)),
                Arguments.of("has no message", SYNTAX + "enum Order { NONE = 0; }"),
                Arguments.of("nests blocks in more than 64 levels", SYNTAX + "message A {".repeat(50_000)),
                Arguments.of("nests blocks in more than 64 levels", "/* } */ message A { // }\n".repeat(50_000)),
                Arguments.of("nests blocks in more than 64 levels", "option a = '\\'}'; message A {".repeat(50_000)),
                Arguments.of("nests blocks in more than 64 levels", "message A { " + "map<".repeat(50_000)),
                Arguments.of("nests blocks in more than 64 levels", "option a = " + "[".repeat(50_000)),
                Arguments.of("has more than 5000 blocks", messages(50_000)),
                Arguments.of("has more than 20000 statements", SYNTAX + "message A {" + fields("int32", 50_000) + "}"),
                Arguments.of(
                        "message A has more than 1000 fields", SYNTAX + "message A {" + fields("int32", 10_000) + "}"),
                Arguments.of("has a name of more than 255 characters", "message " + "x".repeat(100_000) + " {}"),
                Arguments.of("has a name of more than 255 characters", "option a" + ".a".repeat(100_000) + " = 1;"),
                Arguments.of("has a type with a name of more than 255 characters", nestedMessages(60)),
                Arguments.of(
                        "has a default of more than 1000 characters for the field a",
                        "message A { optional string a = 1 [default = \"" + "x".repeat(1_001) + "\"]; }"),
                Arguments.of(
                        "has two fields with the number or name of b",
                        "message A { optional int32 a = 1; optional int32 b = 1; }"),
                Arguments.of(
                        "has two fields with the number or name of a",
                        "message A { optional int32 a = 1; optional int32 a = 2; }"),
                Arguments.of("has a field number that is not allowed", "message A { optional int32 a = -1; }"),
                Arguments.of(
                        "has a default that is not a number for the field a",
                        "message A { optional int32 a = 1 [default = x]; }"));
    }

    @ParameterizedTest
    @MethodSource("refusedSchemas")
    void should_refuse_the_schema_with_its_error(String error, String text) {
        assertThatThrownBy(() -> ProtobufFormat.of(ProtoStyle.schema(text, Map.of())))
                .isInstanceOf(NotAnOrderException.class)
                .hasMessageContaining(error)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void should_not_mind_imports_in_a_circle_and_texts_of_no_use() throws NotAnOrderException {
        Map<String, String> references = Map.of(
                "a.proto", SYNTAX + "import \"b.proto\"; message A { B b = 1; }",
                "b.proto", SYNTAX + "import \"a.proto\"; message B { A a = 1; } message Timestamp { int32 x = 1; }");
        String text = OURS.replace("string total_amount = 8;", "string total_amount = 8; A a = 9;");
        byte[] order =
                ProtoStyle.value(ProtoStyle.OURS.message(OrderCase.all().get(0).fields()));

        assertThat(ProtobufFormat.of(ProtoStyle.schema(text, references)).view(order, 0))
                .isPresent();
    }

    @Test
    void should_bound_the_depth_of_messages_that_contain_themselves() {
        String text = OURS.replace("string total_amount = 8;", "string total_amount = 8; Order order = 9;");
        byte[] order = ProtoStyle.OURS.message(OrderCase.all().get(0).fields()).toByteArray();
        byte[] nested = {};
        for (int depth = 2; depth <= OrderLimits.NESTING + 1; depth++) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            outer.write(0x4A);
            outer.write(nested.length);
            outer.writeBytes(nested);
            nested = outer.toByteArray();
            byte[] value = concat(new byte[1], order, nested);
            DecodeResult result = ProtoStyle.format(text).read(value, 0);
            if (depth <= OrderLimits.NESTING) {
                assertThat(result).isInstanceOf(DecodeResult.Valid.class);
                assertThat(OrderViews.agree(ProtoStyle.format(text), value, 0)).isTrue();
            } else {
                assertThat(((DecodeResult.Invalid) result).reason()).isEqualTo(InvalidReason.TOO_LARGE);
                assertThat(ProtoStyle.format(text).view(value, 0)).isEmpty();
            }
        }
    }

    @Test
    void should_not_convert_a_decimal_that_is_far_too_long() {
        String text = OURS.replace("string price", "confluent.type.Decimal price");
        Map<String, Object> fields = new HashMap<>(OrderCase.all().get(0).fields());
        fields.put("price", new BigDecimal(BigInteger.ONE.shiftLeft(30_000 * Byte.SIZE)));
        byte[] value =
                ProtoStyle.value(ProtoStyle.message(ProtoStyle.file(text).findMessageTypeByName("Order"), fields));

        assertThat(ProtoStyle.format(text).read(value, 0))
                .isEqualTo(new DecodeResult.Invalid(InvalidReason.WRONG_TYPE, "price is not a number"));
        assertThat(ProtoStyle.format(text).view(value, 0)).isEmpty();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static String messages(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message M" + i + " {}").collect(Collectors.joining());
    }

    private static String fields(String type, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> type + " f" + i + " = " + i + ";")
                .collect(Collectors.joining());
    }

    private static String nestedMessages(int depth) {
        return "message " + "abcdef {message ".repeat(depth) + "abcdef {" + "}".repeat(depth + 1);
    }
}
