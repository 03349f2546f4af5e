package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.json;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.WriterSchema;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that cannot describe an order, and what the dead letter says of them. */
class NotAnOrderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'string' | is neither a record nor a union of one record and null",
                "['null'] | is neither a record nor a union of one record and null",
                "[] | is neither a record nor a union of one record and null",
                "['null','string'] | is neither a record nor a union of one record and null",
                "{'type':'record','name':'Order','fields':[]} | has no field order_id",
                "[{'type':'record','name':'A','fields':[]},{'type':'record','name':'B','fields':[]}]"
                        + " | is neither a record nor a union of one record and null",
                "{'type':'array','items':'int'} | is neither a record nor a union of one record and null",
            })
    void should_name_what_an_order_needs(String schema, String message) {
        assertNotAnOrder(json(schema)).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "<html>",
                "null",
                "5",
                "{}",
                "{'type':5}",
                "'Order'",
                "{'type':'record'}",
                "{'type':'record','name':'Order'}",
                "{'type':'record','name':'','fields':[]} x",
                "{'type':'record','name':'Order','fields':5}",
                "{'type':'record','name':'Order','fields':[5]}",
                "{'type':'record','name':'Order','fields':[{'name':'a','type':'Unknown'}]}",
                "{'type':'record','name':'Order','fields':[{'name':'a','type':'int'},{'name':'a','type':'int'}]}",
                "{'type':'record','name':'Order','fields':[{'name':'a','type':'int','order':5}]}",
                "{'type':'record','name':'Order','fields':[{'name':'a','type':'int','aliases':5}]}",
            })
    void should_report_schemas_that_cannot_be_parsed(String schema) {
        assertNotAnOrder(json(schema))
                .message()
                .startsWith("cannot be parsed: ")
                .hasSizeLessThan(300);
    }

    @Test
    void should_report_an_enum_whose_symbols_are_no_texts() {
        assertNotAnOrder(AvroStyle.PUBLISHED.schema(field("a", "{'type':'enum','name':'E','symbols':[5]}")))
                .hasMessage("cannot be parsed: its structure is invalid");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertNotAnOrder(String schema) {
        return assertThatThrownBy(() -> AvroFormat.of(schema(schema))).isInstanceOf(NotAnOrderException.class);
    }

    private static WriterSchema schema(String text) {
        return new WriterSchema(WriterSchema.Type.AVRO, text, Map.of());
    }
}
