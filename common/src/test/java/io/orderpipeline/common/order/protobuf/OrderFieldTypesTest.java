package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields of an order in every type, with values in and out of bounds: both paths must agree on all of them. */
class OrderFieldTypesTest {

    private static final String DECLARATIONS =
            "message Order { enum Unit { PIECE = 0; KILOGRAM = 1; } message Part { int32 a = 1; } ";

    static Stream<Arguments> types() {
        return TypeSamples.all().entrySet().stream()
                .flatMap(type -> Stream.of("order_id", "product", "quantity", "price", "timestamp")
                        .map(field -> Arguments.of(field, type.getKey(), type.getValue())));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("types")
    void should_agree_on_every_value(String field, String type, List<byte[]> values) {
        String text = ProtoStyle.OURS
                .text()
                .replaceAll("[A-Za-z0-9_.]+ " + field + " = (\\d);", type + " " + field + " = $1;");
        if (field.equals("price")) {
            text = text.replace("string total_amount", type + " total_amount");
        }
        OrderFormat format = ProtoStyle.format(text.replace("message Order {", DECLARATIONS));
        int wireType = wireType(type);
        int valid = 0;
        int fast = 0;
        for (byte[] value : values) {
            byte[] order = order(field, wireType, value);
            fast += OrderViews.agree(format, order, 0) ? 1 : 0;
            valid += format.read(order, 0) instanceof DecodeResult.Valid ? 1 : 0;
        }

        assertThat(fast > 0).isEqualTo(valid > 0 && !isUnusual(field, type));
    }

    /** Left to the general path, whatever the value is: a floating-point number, a time as text, an enum as number. */
    private static boolean isUnusual(String field, String type) {
        boolean isText = field.equals("order_id") || field.equals("product");
        return switch (type) {
            case "double", "float" -> true;
            case "google.protobuf.Timestamp" -> !field.equals("timestamp");
            case "Unit" -> !isText;
            default -> false;
        };
    }

    private static int wireType(String type) {
        return ScalarType.named(type)
                .map(ScalarType::wireType)
                .orElse(type.equals("Unit") ? WireFormat.VARINT : WireFormat.LENGTH_DELIMITED);
    }

    /** An order in which the field has this value; the total is right whenever the value is a number. */
    private static byte[] order(String field, int wireType, byte[] value) {
        Map<String, Object> fields = new HashMap<>(OrderCase.all().get(0).fields());
        fields.put("quantity", 1);
        fields.put("price", "0");
        fields.put("total_amount", "0");
        fields.remove(field);
        if (field.equals("price")) {
            fields.remove("total_amount");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ProtoStyle.OURS.message(fields).toByteArray());
        for (String name : field.equals("price") ? List.of(field, "total_amount") : List.of(field)) {
            bytes.write(WireFormat.tag(
                    ProtoStyle.OURS.descriptor().findFieldByName(name).getNumber(), wireType));
            bytes.writeBytes(value);
        }
        return bytes.toByteArray();
    }
}
