package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orderpipeline.common.order.SampleValues.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the reader say the same of every document, but for the rules of {@link BeyondSchema}. */
class OrderSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonNode SCHEMA_TEXT =
            JSON.readTree(OrderSchemaTest.class.getResourceAsStream("order-v1.schema.json"));

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA_TEXT);

    private static final OrderJsonReader READER = new OrderJsonReader();

    /** The fields of a good order, each as it stands in the document. */
    private static Map<OrderField, String> good() {
        Map<OrderField, String> fields = new EnumMap<>(OrderField.class);
        fields.put(OrderField.ORDER_ID, "\"a-1\"");
        fields.put(OrderField.CUSTOMER_NAME, "\"Ada\"");
        fields.put(OrderField.PRODUCT, "\"Lamp\"");
        fields.put(OrderField.CATEGORY, "\"tools\"");
        fields.put(OrderField.QUANTITY, "1");
        fields.put(OrderField.PRICE, "1");
        fields.put(OrderField.TIMESTAMP, "\"2026-01-02T03:04:05.678Z\"");
        fields.put(OrderField.TOTAL_AMOUNT, "1");
        return fields;
    }

    @Test
    void should_be_a_valid_schema() {
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(SCHEMA_TEXT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_agree_on_every_value_of_a_field(OrderField field) {
        Set<Boolean> verdicts = SampleValues.of(field).stream()
                .map(sample -> judge(document(field, sample), sample.beyond()))
                .collect(Collectors.toSet());

        assertThat(verdicts).as("samples are good and bad").containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_agree_that_a_field_may_not_be_missing(OrderField field) {
        Map<OrderField, String> fields = good();
        fields.remove(field);

        assertThat(judge(text(fields, ""), null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void should_agree_on_any_mixture_of_values(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            judge(mixture(random), null);
        }
    }

    @Test
    void should_agree_on_values_that_are_not_orders() {
        for (String json : List.of("{}", "[]", "null", "true", "17", "\"text\"", "[" + text(good(), "") + "]")) {
            assertThat(judge(json, null)).as(json).isFalse();
        }
    }

    @Test
    void should_agree_that_additional_fields_are_valid() {
        assertThat(judge(text(good(), ",\"currency\":\"EUR\",\"tags\":[{\"a\":null}],\"Price\":{}"), null))
                .isTrue();
        assertThat(judge(text(good(), ",\"a\":" + "1".repeat(1_000)), null)).isTrue();
    }

    @Test
    void should_leave_rules_beyond_json_schema_to_the_reader() {
        Map<OrderField, String> wrongTotal = good();
        wrongTotal.put(OrderField.TOTAL_AMOUNT, "2");
        judge(text(wrongTotal, ""), BeyondSchema.TOTAL_IS_QUANTITY_TIMES_PRICE);
        judge(text(good(), ",\"price\":1"), BeyondSchema.NO_FIELD_TWICE);
        judge(text(good(), " ".repeat(OrderLimits.VALUE_BYTES)), BeyondSchema.SIZE_OF_THE_WHOLE);
        judge(text(good(), ",\"a\":" + "[".repeat(20) + "]".repeat(20)), BeyondSchema.SIZE_OF_THE_WHOLE);
        judge(text(good(), "").replace("\"price\":1", "\"price\":1." + "0".repeat(99)), BeyondSchema.SIZE_OF_THE_WHOLE);

        Set<BeyondSchema> shown = EnumSet.of(
                BeyondSchema.TOTAL_IS_QUANTITY_TIMES_PRICE,
                BeyondSchema.NO_FIELD_TWICE,
                BeyondSchema.SIZE_OF_THE_WHOLE);
        Arrays.stream(OrderField.values())
                .flatMap(field -> SampleValues.of(field).stream())
                .filter(sample -> sample.beyond() != null)
                .forEach(sample -> shown.add(sample.beyond()));
        assertThat(shown).containsExactlyInAnyOrder(BeyondSchema.values());
    }

    /**
     * Holds both against each other.
     *
     * @param beyond the rule for which only the reader refuses the document, or null
     * @return whether the document is an order
     */
    private static boolean judge(String json, BeyondSchema beyond) {
        boolean schemaTakes = SCHEMA.validate(JSON.readTree(json)).isEmpty();
        boolean readerTakes = READER.read(json.getBytes(UTF_8)) instanceof DecodeResult.Valid;
        assertThat(schemaTakes)
                .as("schema, while the reader says %s, of %s", readerTakes, json)
                .isEqualTo(readerTakes || beyond != null);
        assertThat(beyond != null && readerTakes)
                .as("reader, of %s: %s", beyond, json)
                .isFalse();
        return readerTakes;
    }

    private static String document(OrderField field, Sample sample) {
        Map<OrderField, String> fields = good();
        put(fields, field, sample.json());
        return text(fields, "");
    }

    private static String mixture(Random random) {
        Map<OrderField, String> fields = good();
        for (OrderField field : OrderField.values()) {
            if (random.nextInt(3) == 0) {
                List<Sample> samples = SampleValues.of(field).stream()
                        .filter(sample -> sample.beyond() == null)
                        .toList();
                put(fields, field, samples.get(random.nextInt(samples.size())).json());
            }
        }
        return text(fields, "");
    }

    /** With the other amounts such that the total is right whenever the value is a number. */
    private static void put(Map<OrderField, String> fields, OrderField field, String json) {
        fields.put(field, json);
        switch (field) {
            case QUANTITY -> {
                fields.put(OrderField.PRICE, "1");
                fields.put(OrderField.TOTAL_AMOUNT, json);
            }
            case PRICE, TOTAL_AMOUNT -> {
                fields.put(OrderField.QUANTITY, "1");
                fields.put(OrderField.PRICE, json);
                fields.put(OrderField.TOTAL_AMOUNT, json);
            }
            default -> {}
        }
    }

    private static String text(Map<OrderField, String> fields, String more) {
        List<String> members = new ArrayList<>();
        fields.forEach((field, json) -> members.add("\"" + field.jsonName() + "\":" + json));
        return members.stream().collect(Collectors.joining(",", "{", more + "}"));
    }
}
