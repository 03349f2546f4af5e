package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.USUAL;
import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.format;
import static io.orderpipeline.common.order.avro.AvroOrders.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.DecodeResult.Invalid;
import io.orderpipeline.common.order.DecodeResult.Valid;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import io.orderpipeline.common.schema.WriterSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that are large, deep or recursive, and names that cannot be shown. */
class HostileSchemaTest {

    private static final Invalid TOO_DEEP =
            new Invalid(InvalidReason.TOO_LARGE, "objects and arrays are nested in more than 16 levels");

    @ParameterizedTest
    @ValueSource(ints = {500, 5_000, 100_000})
    void should_survive_deeply_nested_schemas(int depth) {
        String schema = AvroStyle.PUBLISHED.schema(field("deep", arrays(depth)));

        try {
            OrderFormat format = AvroFormat.of(schema(schema));
            assertThat(format.read(new byte[FROM], FROM)).isInstanceOf(Invalid.class);
        } catch (NotAnOrderException e) {
            assertThat(e).hasMessageStartingWith("cannot be parsed: ");
        }
    }

    /** Flat in JSON, but nested as deep as there are types. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_bound_the_time_to_parse_a_chain_of_types(boolean isRedefined) {
        assertThat(format(chain(500, isRedefined)).read(new byte[FROM], FROM)).isInstanceOf(Invalid.class);
        assertNotAnOrder(chain(10_000, isRedefined)).message().matches("is too large: \\d+ types in \\d+ elements");
    }

    private static String chain(int types, boolean isRedefined) {
        String chain = IntStream.range(0, types)
                .mapToObj(i -> field("f" + i, chained(i)))
                .collect(Collectors.joining(","));
        String last = isRedefined ? "," + field("last", chained(types - 1)) : "";
        return AvroStyle.PUBLISHED.schema(chain + last);
    }

    @Test
    void should_bound_the_size_of_references_too() {
        Map<String, String> references = Map.of("R", json("[" + chain(10_000, false) + "]"));

        assertThatThrownBy(() ->
                        AvroFormat.of(new WriterSchema(WriterSchema.Type.AVRO, AvroOrders.published(), references)))
                .isInstanceOf(NotAnOrderException.class)
                .hasMessageStartingWith("is too large: ");
    }

    private static String chained(int i) {
        String type = i == 0 ? "'int'" : "['null','R" + (i - 1) + "']";
        return "{'type':'record','name':'R" + i + "','fields':[" + field("next", type) + "]}";
    }

    @Test
    void should_read_an_order_of_10_000_fields() {
        String[] fields = IntStream.range(0, 10_000)
                .mapToObj(i -> field("f" + i, "['null','int']"))
                .toArray(String[]::new);

        assertThat(read(AvroStyle.PUBLISHED.schema(fields), Map.of()))
                .isInstanceOfSatisfying(Valid.class, valid -> assertThat(valid.additionalFields())
                        .hasSize(10_000));
    }

    @Test
    void should_read_a_union_of_1_000_types() {
        String records = IntStream.range(0, 999)
                .mapToObj(i -> "{'type':'record','name':'R" + i + "','fields':[]}")
                .collect(Collectors.joining(","));

        assertThat(read(AvroStyle.PUBLISHED.schema(field("a", "[" + records + ",'null']")), Map.of()))
                .isInstanceOf(Valid.class);
    }

    @Test
    void should_share_the_symbols_of_an_enum_of_many_fields() {
        String symbols =
                IntStream.range(0, 50_000).mapToObj(i -> "'S" + i + "'").collect(Collectors.joining(","));
        String first = field("first", "{'type':'enum','name':'E','symbols':[" + symbols + "]}");
        String others =
                IntStream.range(0, 10_000).mapToObj(i -> field("f" + i, "'E'")).collect(Collectors.joining(","));

        OrderFormat format = format(AvroStyle.PUBLISHED.schema(first, others));

        assertThat(format.read(new byte[FROM], FROM)).isInstanceOf(Invalid.class);
    }

    @Test
    void should_bound_decimals_of_any_scale() {
        String type = "{'type':'bytes','logicalType':'decimal','precision':1000000000,'scale':1000000000}";
        String schema = AvroStyle.PUBLISHED
                .schema(field("a", type))
                .replaceFirst(json(AvroOrders.DECIMAL).replaceAll("[{}]", "\\\\$0"), json(type));
        byte[] value = valueWithSmallDecimals();

        assertThat(format(schema).read(value, FROM))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.reason()).isEqualTo(InvalidReason.INVALID_AMOUNT));
        assertThat(format(schema).view(value, FROM)).isEmpty();
    }

    /** As the schema with a scale of 2 encodes it. */
    private static byte[] valueWithSmallDecimals() {
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.put("a", new BigDecimal("1.00"));
        return AvroOrders.encode(AvroStyle.PUBLISHED.schema(field("a", AvroOrders.DECIMAL)), fields);
    }

    @Test
    void should_allow_as_many_levels_as_json() {
        byte[] order = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        // The order is the first level.
        OrderFormat deepest = format(AvroStyle.PUBLISHED.schema(field("a", arrays(15))));
        OrderFormat tooDeep = format(AvroStyle.PUBLISHED.schema(field("a", arrays(16))));

        assertThat(deepest.read(nested(15, order), FROM)).isInstanceOf(Valid.class);
        assertThat(OrderViews.agree(deepest, nested(15, order), FROM)).isTrue();
        assertThat(tooDeep.read(nested(16, order), FROM)).isEqualTo(TOO_DEEP);
        assertThat(tooDeep.view(nested(16, order), FROM)).isEmpty();
    }

    private static String arrays(int depth) {
        return "{'type':'array','items':".repeat(depth) + "'int'" + "}".repeat(depth);
    }

    @Test
    void should_limit_the_depth_of_a_recursive_type() {
        String tree = "{'type':'record','name':'Tree','fields':["
                + field("children", "{'type':'array','items':'Tree'}")
                + "]}";
        String schema = AvroStyle.PUBLISHED.schema(field("tree", tree));
        byte[] order = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());

        // A record and an array for each tree.
        assertThat(format(schema).read(nested(7, order), FROM)).isInstanceOf(Valid.class);
        assertThat(format(schema).read(nested(8, order), FROM)).isEqualTo(TOO_DEEP);
        assertThat(format(schema).read(nested(1_000, order), FROM)).isEqualTo(TOO_DEEP);
    }

    /** One item in each array but the last, and the order after them. */
    private static byte[] nested(int arrays, byte[] order) {
        ByteBuffer value = ByteBuffer.allocate(order.length + 2 * arrays).put(order, 0, FROM);
        value.put("\2".repeat(arrays - 1).getBytes(US_ASCII));
        value.position(value.position() + arrays);
        return Arrays.copyOf(value.put(order, FROM, order.length - FROM).array(), value.position());
    }

    @Test
    void should_end_at_a_record_that_contains_itself() {
        String schema = AvroStyle.PUBLISHED.schema(
                field("a", "{'type':'record','name':'A','fields':[" + field("a", "'A'") + "]}"));

        assertThat(format(schema).read(new byte[FROM], FROM)).isEqualTo(TOO_DEEP);
    }

    /** 100 to the power of 14 values in no bytes. */
    @Test
    void should_bound_the_number_of_values_without_bytes() {
        String type = "'null'";
        for (int level = 0; level < 14; level++) {
            String again = level == 0 ? "'null'" : "'L" + (level - 1) + "'";
            String others =
                    IntStream.range(1, 100).mapToObj(i -> field("f" + i, again)).collect(Collectors.joining(","));
            type = "{'type':'record','name':'L" + level + "','fields':[" + field("f0", type) + "," + others + "]}";
        }
        String schema = AvroStyle.PUBLISHED.schema(field("a", type));

        assertThat(format(schema).read(new byte[FROM], FROM))
                .isEqualTo(new Invalid(InvalidReason.TOO_LARGE, "more than 65536 values in records, arrays and maps"));
        assertThat(format(schema).view(new byte[FROM], FROM)).isEmpty();
    }

    @Test
    void should_shorten_and_clean_names_in_details() {
        String schema = AvroStyle.PUBLISHED.schema(field("a\\n" + "b".repeat(1_000), "'boolean'"));

        assertThat(format(schema).read(new byte[] {0, 0, 0, 0, 0, 2}, FROM))
                .isEqualTo(new Invalid(
                        InvalidReason.MALFORMED_VALUE,
                        "a?" + "b".repeat(58) + "... at byte 5: the boolean is neither 0 nor 1"));
    }

    @Test
    void should_report_a_field_name_that_no_reader_accepts() {
        assertNotAnOrder(AvroStyle.PUBLISHED.schema(field("b".repeat(32_769), "'int'")))
                .hasMessage("has a field name of more than 32768 characters");
    }

    @Test
    void should_agree_on_names_and_symbols_that_utf8_cannot_encode() {
        String schema = AvroStyle.PUBLISHED.schema(
                field("a\\ud800", "{'type':'enum','name':'E','symbols':['\\ud800','\\u0000']}"));
        byte[] order = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        byte[] value = new byte[order.length + 1];
        System.arraycopy(order, FROM, value, FROM + 1, order.length - FROM);

        assertThat(OrderViews.agree(format(schema), value, FROM)).isTrue();
    }

    private static DecodeResult read(String schema, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.putAll(more);
        byte[] value = AvroOrders.encode(schema, fields);
        OrderViews.agree(format(schema), value, FROM);
        return format(schema).read(value, FROM);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertNotAnOrder(String schema) {
        return assertThatThrownBy(() -> AvroFormat.of(schema(schema))).isInstanceOf(NotAnOrderException.class);
    }

    private static WriterSchema schema(String text) {
        return new WriterSchema(WriterSchema.Type.AVRO, text, Map.of());
    }
}
