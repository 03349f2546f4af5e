package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.USUAL;
import static io.orderpipeline.common.order.avro.AvroOrders.assertReads;
import static io.orderpipeline.common.order.avro.AvroOrders.encode;
import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.format;
import static io.orderpipeline.common.order.avro.AvroOrders.usualWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.DecodeResult.Valid;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.schema.WriterSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Reads orders of schemas that have changed, by Avro's rules. */
class AvroEvolutionTest {

    @Test
    void should_match_fields_in_any_order() {
        List<String> fields = new ArrayList<>(USUAL.fields().keySet());
        for (int i = 0; i < fields.size(); i++) {
            Collections.rotate(fields, 1);
            String schema = AvroOrders.record(fields.stream()
                    .map(name -> field(name, AvroStyle.usualType(name)))
                    .toArray(String[]::new));
            assertReads(schema, USUAL.fields(), USUAL.order());
        }
    }

    @Test
    void should_match_a_renamed_field_by_its_alias() {
        String schema = AvroStyle.PUBLISHED
                .schema(field("currency", "['null','string']"))
                .replace("\"name\":\"customer_name\"", "\"name\":\"client\",\"aliases\":[\"buyer\",\"customer_name\"]");
        Map<String, Object> fields = usualWith("client", USUAL.order().customerName());
        fields.put("currency", "EUR");

        assertReads(schema, fields, USUAL.order(), new AdditionalField("currency", Form.TEXT, "EUR"));
    }

    @Test
    void should_prefer_a_name_to_an_alias_and_use_each_field_once() throws NotAnOrderException {
        String alias = "{'name':'note','type':'string','aliases':['product']}";
        String schema = AvroStyle.PUBLISHED.schema(alias);
        String twice = AvroStyle.PUBLISHED
                .schema()
                .replace("\"name\": \"price\"", "\"name\": \"cost\", \"aliases\": [\"price\", \"total_amount\"]")
                .replace("\"name\": \"total_amount\"", "\"name\": \"sum\"");

        assertReads(schema, usualWith("note", "x"), USUAL.order(), new AdditionalField("note", Form.TEXT, "x"));
        assertThatThrownBy(() -> AvroFormat.of(new WriterSchema(WriterSchema.Type.AVRO, twice, Map.of())))
                .isInstanceOf(NotAnOrderException.class)
                .hasMessage("has no field total_amount");
    }

    @Test
    void should_read_types_of_references() throws NotAnOrderException {
        Map<String, String> references = new LinkedHashMap<>();
        references.put("shop.Unit", "{\"type\":\"enum\",\"name\":\"shop.Unit\",\"symbols\":[\"furniture\"]}");
        references.put(
                "shop.Kind",
                AvroOrders.json("{'type':'record','name':'shop.Kind','fields':[{'name':'unit','type':'shop.Unit'}]}"));
        String schema = AvroStyle.schemaWith(Map.of("category", "'shop.Unit'"))
                .replace("\"fields\":[", "\"fields\":[{\"name\":\"kind\",\"type\":\"shop.Kind\"},");
        String whole = schema.replace("\"shop.Kind\"", references.get("shop.Kind"))
                .replaceFirst("\"shop.Unit\"", references.get("shop.Unit"));

        OrderFormat format = AvroFormat.of(new WriterSchema(WriterSchema.Type.AVRO, schema, references));

        Schema parsed = AvroOrders.parse(whole);
        GenericRecord record = AvroOrders.generic(parsed, USUAL.fields());
        Schema kind = parsed.getField("kind").schema();
        record.put("kind", AvroOrders.generic(kind, Map.of("unit", "furniture")));
        byte[] value = encode(parsed, record, EncoderFactory.get());
        assertThat(format.read(value, FROM))
                .isEqualTo(new Valid(USUAL.order(), List.of(new AdditionalField("kind", Form.OBJECT_OR_ARRAY, null))));
    }

    /** The second version of the order: with an optional field anywhere, or without it. */
    @Test
    void should_read_orders_with_and_without_an_optional_field() {
        String currency = "{'name':'currency','type':['null','string'],'default':null}";
        List<String> fields = new ArrayList<>();
        for (OrderField field : OrderField.values()) {
            fields.add(field(field.jsonName(), AvroStyle.usualType(field.jsonName())));
        }
        for (int position = 0; position <= fields.size(); position++) {
            List<String> second = new ArrayList<>(fields);
            second.add(position, currency);
            String schema = AvroOrders.record(second.toArray(String[]::new));
            assertReads(schema, USUAL.fields(), USUAL.order(), new AdditionalField("currency", Form.NULL, "null"));
        }
        assertReads(AvroOrders.record(fields.toArray(String[]::new)), USUAL.fields(), USUAL.order());
    }
}
