package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.JsonSchemaOrderWriter;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.order.avro.AvroOrderWriter;
import io.orderpipeline.common.order.protobuf.ProtobufOrderWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedPreviewTest {

    private static final String ID = "0199f3c2-5b1e-7a01-8c22-0123456789ab";

    /** Each name has a length that is a letter, a quote or a brace in one of the binary formats. */
    private static Stream<String> names() {
        return Stream.of("Ada", "ada lovelace", "Lovelace, Ad", "Zoë van Dér-Bérg", "山田太郎", "x".repeat(61))
                .map(name -> name + " Quill");
    }

    private static Stream<OrderWriter> writers() {
        // Among them ids whose last byte is a letter.
        return Stream.of(7, (int) 'A', (int) '{', 0x41424344)
                .flatMap(id -> Stream.of(
                        new OrderJsonWriter(),
                        new JsonSchemaOrderWriter(id),
                        new AvroOrderWriter(id),
                        new ProtobufOrderWriter(id)));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void should_mask_the_customer_and_find_the_order_in_every_format(OrderWriter writer) {
        names().forEach(name -> {
            byte[] value = writer.write(order(name));
            for (int length = 1; length <= value.length; length++) {
                assertThat(MaskedPreview.of(Arrays.copyOf(value, length)).text())
                        .as("the first %d bytes with %s", length, name)
                        .doesNotContain("Quil", "ovel", "ada", "Ada", "Dér", "Bérg", "山田", "xxx");
            }
            assertThat(MaskedPreview.of(value).orderId()).contains(ID);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32LE", "UTF-32BE"})
    void should_mask_the_customer_in_wide_encodings(String charset) {
        String json = new String(new OrderJsonWriter().write(order("Ada Quill")), UTF_8);

        assertThat(MaskedPreview.of(json.substring(52).getBytes(Charset.forName(charset)))
                        .text())
                .doesNotContain("uill", "u?i?l");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"customer_name":"Ada","product":"Lamp"}          | {"customer_name":"A***","product":"Lamp"}
            {"product":"Lamp","customer_name":"Ada Lo         | {"product":"Lamp","customer_name":"A***
            {"customer_name":{"first":"Ada"},"quantity":3}    | {"customer_name":{"f***":"A***"},"quantity":3}
            {"customer_name":["Ada","Bo"],"price":null}       | {"customer_name":["A***","B***"],"price":null}
            {"product":["Ada"]}                               | {"product":["A***"]}
            {'customer_name':'Ada','category':'books'}        | {'customer_name':'A***','category':'books'}
            {customer_name: ada}                              | {c***_n***: a***}
            {"customer_name":"\\"Ada\\" O'Neil"}              | {"customer_name":"\\***"}
            {"customer":"Ada","total_amount":"5.20"}          | {"c***":"A***","total_amount":"5.20"}
            {"Ada Lovelace":{"quantity":3}}                   | {"A***":{"quantity":3}}
            {"lovelace":3,"quantity":true}                    | {"l***":3,"quantity":true}
            {"Ada":"ada"}                                     | {"A***":"a***"}
            {'山田':1,"x-id.2":"Ada"}                           | {'山***':1,"x***":"A***"}
            "ada"                                             | "a***"
            id;Ada Lovelace;3 lamps                           | i***;A*** L***;3 l***
            ada lovelace,17                                   | a*** l***,17
            <order customer='ada'/>                           | <o*** c***='a***'/>
            """)
    void should_show_what_is_known_to_be_no_name(String value, String preview) {
        assertThat(MaskedPreview.of(value.getBytes(UTF_8)).text()).isEqualTo(preview);
    }

    @Test
    void should_keep_the_structure_of_hostile_text_for_the_page_to_escape() {
        String hostile = "<img src=x onerror=\"window.hostile=1\">";

        assertThat(MaskedPreview.of(hostile.getBytes(UTF_8)).text()).isEqualTo("<i*** s***=x o***=\"w***.h***=1\">");
    }

    @Test
    void should_show_only_the_beginning_without_control_characters() {
        assertThat(MaskedPreview.of("\u001b[2J".repeat(100).getBytes(UTF_8)).text())
                .startsWith("?[2J")
                .endsWith("...")
                .hasSizeLessThan(100);
        assertThat(MaskedPreview.of("7".repeat(90).getBytes(UTF_8)).text()).isEqualTo("7".repeat(90));
    }

    @Test
    void should_distinguish_no_value_from_an_empty_one() {
        assertThat(MaskedPreview.of(null).text()).isEqualTo("(null)");
        assertThat(MaskedPreview.of(new byte[0]).text()).isEqualTo("(empty)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"order_id\":\"\"}", "{\"order_id\":\"a\\\"b\"}", "{\"order_id\":\"abc", "{\"order_id\":4711}"
            })
    void should_give_no_order_id_that_is_not_exact(String value) {
        assertThat(MaskedPreview.of(value.getBytes(UTF_8)).orderId()).isEmpty();
    }

    @Test
    void should_find_an_order_id_of_any_form() {
        assertThat(MaskedPreview.of("{\"order_id\": \"order 17\",".getBytes(UTF_8))
                        .orderId())
                .contains("order 17");
        assertThat(MaskedPreview.of(("<order id='" + ID + "'/>").getBytes(UTF_8))
                        .orderId())
                .contains(ID);
        assertThat(MaskedPreview.of("nothing".getBytes(UTF_16)).orderId()).isEmpty();
    }

    private static Order order(String customer) {
        return new Order(
                ID,
                customer,
                "Lamp",
                "books",
                2,
                new BigDecimal("5.20"),
                Instant.parse("2026-11-26T12:00:00.001Z"),
                new BigDecimal("10.40"));
    }
}
