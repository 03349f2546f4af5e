package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.USUAL;
import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.format;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult.Invalid;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that are not a value of the schema, and what the dead letter says of them. */
class MalformedValueTest {

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_report_every_truncation(AvroStyle style) {
        byte[] value = AvroOrders.encode(style.schema(), USUAL.fields());
        OrderFormat format = format(style.schema());
        for (int length = FROM; length < value.length; length++) {
            byte[] truncated = Arrays.copyOf(value, length);
            assertThat(format.view(truncated, FROM)).isEmpty();
            assertThat(format.read(truncated, FROM)).isInstanceOfSatisfying(Invalid.class, invalid -> {
                assertThat(invalid.reason()).isEqualTo(InvalidReason.MALFORMED_VALUE);
                assertThat(invalid.detail()).endsWith("the data ends too early");
            });
        }
    }

    @Test
    void should_report_bytes_after_the_end() {
        byte[] value = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        OrderFormat format = format(AvroStyle.PUBLISHED.schema());
        byte[] longer = Arrays.copyOf(value, value.length + 1);

        assertThat(format.view(longer, FROM)).isEmpty();
        assertThat(format.read(longer, FROM))
                .isEqualTo(new Invalid(
                        InvalidReason.MALFORMED_VALUE,
                        "the value at byte " + value.length + ": more bytes follow than the schema has fields"));
    }

    /** The bytes of one additional field, which precedes the order. Positions count from the start of the record. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'boolean' | 02 | a at byte 5: the boolean is neither 0 nor 1",
                "'int' | 8080808010 | a at byte 5: an int has more than 32 bits",
                "'long' | ffffffffffffffffffff01 | a at byte 5: an integer has more than 64 bits",
                "'string' | 01 | a at byte 5: a length is negative",
                "'string' | 02ff | a at byte 6: a string is not UTF-8",
                "'string' | 06eda080 | a at byte 6: a string is not UTF-8",
                "'string' | feffffffffffffffff01 | a at byte 15: the data ends too early",
                "'bytes' | feffffff0f | a at byte 10: the data ends too early",
                "['null','int'] | 04 | a at byte 5: the union has no such branch",
                "['null','int'] | 01 | a at byte 5: the union has no such branch",
                "[] | 00 | a at byte 5: the union has no such branch",
                "{'type':'enum','name':'E','symbols':['A']} | 02 | a at byte 5: the enum has no such symbol",
                "{'type':'enum','name':'E','symbols':[]} | 00 | a at byte 5: the enum has no such symbol",
                "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2} | 00"
                        + " | a at byte 6: a decimal has no bytes",
                "{'type':'array','items':'boolean'} | 04010700 | a[] at byte 7: the boolean is neither 0 nor 1",
                "{'type':'array','items':'boolean'} | 01040100 | a[] at byte 7: a block has more bytes than its items",
                "{'type':'array','items':'int'} | 01017e | a[] at byte 6: a length is negative",
                "{'type':'map','values':'int'} | 0202ff0000 | a[] at byte 7: a string is not UTF-8",
                "{'type':'map','values':{'type':'record','name':'R','fields':[{'name':'b','type':'boolean'}]}}"
                        + " | 02027805 | a[].b at byte 8: the boolean is neither 0 nor 1",
            })
    void should_name_field_and_position(String type, String hex, String detail) {
        OrderFormat format = format(AvroStyle.PUBLISHED.schema(field("a", type)));
        byte[] value = with(hex);

        assertThat(format.view(value, FROM)).isEmpty();
        assertThat(format.read(value, FROM)).isEqualTo(new Invalid(InvalidReason.MALFORMED_VALUE, detail));
    }

    @ParameterizedTest
    @CsvSource({
        "'{''type'':''array'',''items'':''null''}', 84800800",
        "'{''type'':''array'',''items'':''null''}', feffffffffffffffff0100",
        "'{''type'':''array'',''items'':''null''}', ffffffffffffffffff010000",
        "'{''type'':''map'',''values'':''null''}', 84800800"
    })
    void should_bound_the_number_of_items_without_bytes(String type, String hex) {
        OrderFormat format = format(AvroStyle.PUBLISHED.schema(field("a", type)));
        byte[] value = with(hex);

        assertThat(format.view(value, FROM)).isEmpty();
        assertThat(format.read(value, FROM))
                .isEqualTo(new Invalid(InvalidReason.TOO_LARGE, "more than 65536 values in records, arrays and maps"));
    }

    @Test
    void should_report_text_of_an_order_that_is_not_utf8() {
        byte[] value = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        value[FROM + 1] = (byte) 0xFF;
        OrderFormat format = format(AvroStyle.PUBLISHED.schema());

        assertThat(format.view(value, FROM)).isEmpty();
        assertThat(format.read(value, FROM))
                .isEqualTo(new Invalid(InvalidReason.MALFORMED_VALUE, "order_id at byte 6: a string is not UTF-8"));
    }

    private static byte[] with(String hex) {
        byte[] order = AvroOrders.encode(AvroStyle.PUBLISHED.schema(), USUAL.fields());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(order, 0, FROM);
        value.writeBytes(HexFormat.of().parseHex(hex));
        value.write(order, FROM, order.length - FROM);
        return value.toByteArray();
    }
}
