package io.orderpipeline.common.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemaFormatTest {

    private static final int PREFIX_BYTES = 5;

    private final JsonSchemaFormat format = new JsonSchemaFormat();

    static Stream<OrderCase> cases() {
        return OrderCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_decide_every_case_as_in_the_other_formats(OrderCase order) {
        byte[] value = new JsonSchemaOrderWriter(7).write(order.order());

        DecodeResult result = format.read(value, PREFIX_BYTES);

        if (order.reason().isEmpty()) {
            assertThat(result).isEqualTo(new DecodeResult.Valid(order.order(), List.of()));
        } else {
            assertThat(((DecodeResult.Invalid) result).reason())
                    .isEqualTo(order.reason().get());
        }
        OrderViews.agree(format, value, PREFIX_BYTES);
    }

    @Test
    void should_write_the_schema_id_before_the_json() {
        Order order = OrderCase.all().get(0).order();

        byte[] value = new JsonSchemaOrderWriter(0x01020384).write(order);

        assertThat(value).startsWith(0, 1, 2, 3, 0x84);
        assertThat(Arrays.copyOfRange(value, PREFIX_BYTES, value.length)).isEqualTo(new OrderJsonWriter().write(order));
        assertThat(OrderViews.agree(format, value, PREFIX_BYTES)).isTrue();
    }

    @Test
    void should_read_the_whole_value_when_a_header_names_the_schema() {
        byte[] json = new OrderJsonWriter().write(OrderCase.all().get(0).order());

        assertThat(OrderViews.agree(format, json, 0)).isTrue();
    }
}
