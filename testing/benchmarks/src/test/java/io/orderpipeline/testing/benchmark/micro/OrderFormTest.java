package io.orderpipeline.testing.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.testing.benchmark.contender.BareOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OrderFormTest {

    private static final String CANONICAL = "{\"order_id\":\"a\",\"customer_name\":\"Ann\",\"product\":\"Map\","
            + "\"category\":\"books\",\"quantity\":2,\"price\":5.20,\"timestamp\":\"2026-11-22T18:00:00.000Z\","
            + "\"total_amount\":10.40}";

    @Test
    void should_spell_the_same_order_in_several_ways() {
        assertThat(of(OrderForm.CANONICAL)).isEqualTo(CANONICAL);
        assertThat(of(OrderForm.SPACED))
                .startsWith("{\"order_id\": \"a\", \"customer_name\": \"Ann\", ")
                .endsWith("10.40}");
        assertThat(of(OrderForm.REORDERED)).startsWith("{\"total_amount\":10.40,\"timestamp\":");
        assertThat(of(OrderForm.FURTHER_FIELD)).endsWith(",\"currency\":\"EUR\"}");
        assertThat(of(OrderForm.ESCAPES)).contains("Zo\u00eb \\\"Zed\\\"", "\\t", "\\\\");
    }

    @ParameterizedTest
    @EnumSource
    void should_be_an_order_in_every_form(OrderForm form) {
        assertThat(BareOrder.parse(form.of(CANONICAL.getBytes(UTF_8)))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void should_be_read_on_the_fast_path_of_the_consumer_in_every_form(OrderForm form) {
        assertThat(OrderView.read(form.of(CANONICAL.getBytes(UTF_8)))).isPresent();
    }

    private static String of(OrderForm form) {
        return new String(form.of(CANONICAL.getBytes(UTF_8)), UTF_8);
    }
}
