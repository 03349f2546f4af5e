package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.USUAL;
import static io.orderpipeline.common.order.avro.AvroOrders.assertReads;
import static io.orderpipeline.common.order.avro.AvroOrders.encode;
import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.format;
import static io.orderpipeline.common.order.avro.AvroOrders.usualWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.DecodeResult.Invalid;
import io.orderpipeline.common.order.DecodeResult.Valid;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what Avro's own writer writes. */
class AvroFormatTest {

    static Stream<Arguments> cases() {
        return Stream.of(AvroStyle.values()).flatMap(style -> OrderCase.all().stream()
                .filter(order -> style != AvroStyle.ENUM
                        || !order.fields().get("category").equals(""))
                .map(order -> Arguments.of(style, order)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_decide_as_for_every_format(AvroStyle style, OrderCase order) {
        byte[] value = encode(style.schema(), order.fields());
        OrderFormat format = format(style.schema());

        DecodeResult result = format.read(value, FROM);

        order.reason()
                .ifPresentOrElse(
                        reason -> assertThat(result)
                                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.reason())
                                        .isEqualTo(reason)),
                        () -> assertThat(result).isEqualTo(new Valid(order.order(), List.of())));
        OrderViews.agree(format, value, FROM);
    }

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_have_a_fast_path_for_every_style(AvroStyle style) {
        byte[] value = encode(style.schema(), USUAL.fields());

        assertThat(OrderViews.agree(format(style.schema()), value, FROM)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_read_random_orders_on_the_fast_path(AvroStyle style) {
        OrderFormat format = format(style.schema());
        RandomOrders orders = new RandomOrders(1);
        for (int i = 0; i < 500; i++) {
            Order order = orders.next();
            byte[] value = encode(style.schema(), RandomOrders.fields(order));
            assertThat(format.read(value, FROM)).isEqualTo(new Valid(order, List.of()));
            assertThat(OrderViews.agree(format, value, FROM)).isTrue();
        }
    }

    @Test
    void should_read_a_uuid_of_16_bytes_and_nanoseconds() {
        String uuid = "{'type':'fixed','name':'Id','size':16,'logicalType':'uuid'}";
        String schema = AvroStyle.schemaWith(Map.of("order_id", uuid, "timestamp", AvroOrders.NANOS));
        Map<String, Object> fields = usualWith("timestamp", Instant.parse("1900-01-31T12:00:00.123999999Z"));

        assertReads(schema, fields, order("timestamp", Instant.parse("1900-01-31T12:00:00.123Z")));
    }

    @Test
    void should_truncate_microseconds_to_the_earlier_millisecond() {
        String schema = AvroStyle.MICROSECONDS.schema();
        Map<String, Object> fields = usualWith("timestamp", Instant.parse("1969-12-31T23:59:59.999001Z"));

        assertReads(schema, fields, order("timestamp", Instant.parse("1969-12-31T23:59:59.999Z")));
    }

    @Test
    void should_refuse_microseconds_after_the_last_millisecond() {
        byte[] value = encode(
                AvroStyle.MICROSECONDS.schema(), usualWith("timestamp", Instant.parse("9999-12-31T23:59:59.999001Z")));

        assertThat(format(AvroStyle.MICROSECONDS.schema()).view(value, FROM)).isEmpty();
        assertInvalid(AvroStyle.MICROSECONDS.schema(), value, InvalidReason.INVALID_TIMESTAMP);
    }

    @Test
    void should_read_doubles_as_they_are_written_in_decimal() {
        String schema =
                AvroStyle.schemaWith(Map.of("quantity", "'float'", "price", "'double'", "total_amount", "'double'"));
        Map<String, Object> fields = usualWith("quantity", 3f);
        fields.put("price", 0.1d);
        fields.put("total_amount", 0.3d);

        DecodeResult result = format(schema).read(encode(schema, fields), FROM);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.order().price()).isEqualTo(new BigDecimal("0.1")));
    }

    @Test
    void should_refuse_a_price_that_is_not_a_number() {
        String schema = AvroStyle.schemaWith(Map.of("price", "'double'"));
        byte[] value = encode(schema, usualWith("price", Double.NaN));

        assertThat(format(schema).read(value, FROM))
                .isEqualTo(new Invalid(InvalidReason.WRONG_TYPE, "price is text that is not a number"));
    }

    @Test
    void should_name_a_field_that_is_null() {
        byte[] value = encode(AvroStyle.NULL_FIRST.schema(), usualWith("category", null));

        assertThat(format(AvroStyle.NULL_FIRST.schema()).read(value, FROM))
                .isEqualTo(new Invalid(InvalidReason.MISSING_FIELD, "category is null"));
    }

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_collect_additional_fields_on_both_paths(AvroStyle style) {
        Map<String, AdditionalField> expected = new LinkedHashMap<>();
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        String[] schemas = AdditionalFields.all().stream()
                .map(field -> {
                    fields.put(field.name(), field.value());
                    expected.put(field.name(), field.expected());
                    return field(field.name(), field.type());
                })
                .toArray(String[]::new);
        String schema = style.schema(schemas);
        byte[] value = encode(schema, fields);

        assertThat(format(schema).read(value, FROM))
                .isEqualTo(new Valid(USUAL.order(), List.copyOf(expected.values())));
        assertThat(OrderViews.agree(format(schema), value, FROM)).isTrue();
    }

    @Test
    void should_keep_an_order_with_a_decimal_of_any_length_in_an_additional_field() {
        String schema = AvroStyle.PUBLISHED.schema(
                field("mass", "{'type':'bytes','logicalType':'decimal','precision':80000,'scale':0}"));
        byte[] unscaled = new byte[32_000];
        unscaled[0] = 1;
        BigDecimal mass = new BigDecimal(new BigInteger(unscaled));
        byte[] value = encode(schema, usualWith("mass", mass));

        assertThat(format(schema).read(value, FROM))
                .isEqualTo(new Valid(
                        USUAL.order(), List.of(new AdditionalField("mass", Form.NUMBER, mass.toPlainString()))));
    }

    @Test
    void should_read_a_record_in_a_union_with_null() {
        String schema = "[\"null\"," + AvroStyle.PUBLISHED.schema() + "]";
        byte[] record = encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        byte[] value = ByteBuffer.allocate(record.length + 1)
                .put(record, 0, FROM)
                .put((byte) 2)
                .put(record, FROM, record.length - FROM)
                .array();

        assertThat(format(schema).read(value, FROM)).isEqualTo(new Valid(USUAL.order(), List.of()));
        assertThat(OrderViews.agree(format(schema), value, FROM)).isTrue();
        byte[] nullValue = new byte[FROM + 1];
        assertThat(format(schema).view(nullValue, FROM)).isEmpty();
        assertInvalid(schema, nullValue, InvalidReason.NULL_VALUE);
    }

    private static Order order(String name, Object value) {
        return new OrderCase("", usualWith(name, value), USUAL.reason()).order();
    }

    private static void assertInvalid(String schema, byte[] value, InvalidReason reason) {
        assertThat(format(schema).read(value, FROM))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.reason()).isEqualTo(reason));
    }
}
