package io.orderpipeline.testing.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderRulesTest {

    private static final String ORDER =
            """
            {"order_id":"a-1","customer_name":"Ada","product":"Lamp","category":"tools","quantity":2,\
            "price":5.20,"timestamp":"2026-01-02T03:04:05.678Z","total_amount":10.40}""";

    @ParameterizedTest
    @ValueSource(strings = {"C080", "E08080", "F08080AF", "EDA080", "F4908080", "E282", "80", "FF"})
    void should_reject_text_that_is_not_strict_utf_8(String hex) {
        String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);

        assertThat(decode(ORDER.replace("Ada", bytes).getBytes(ISO_8859_1))).isEmpty();
    }

    @Test
    void should_reject_other_encodings() {
        assertThat(decode(ORDER.getBytes(UTF_8))).isPresent();
        assertThat(decode(("\ufeff" + ORDER).getBytes(UTF_8))).isEmpty();
        assertThat(decode(ORDER.getBytes(UTF_16LE))).isEmpty();
    }

    @Test
    void should_accept_further_fields_of_any_kind() {
        for (String json : List.of(
                "\"note\":" + "9".repeat(1_001),
                "\"note\":[" + "9".repeat(1_001) + "]",
                "\"note\":1e999999999",
                "\"note\":1,\"note\":2",
                "\"note\":{\"a\":1,\"a\":2}",
                "\"note\":" + "[".repeat(15) + "]".repeat(15))) {
            assertThat(decode(ORDER.replace("{", "{" + json + ",").getBytes(UTF_8)))
                    .as(json)
                    .isPresent();
        }
    }

    @Test
    void should_reject_duplicate_fields_of_the_order_and_further_fields_that_are_too_deep() {
        assertThat(decode(ORDER.replace("{", "{\"price\":5.20,").getBytes(UTF_8)))
                .isEmpty();
        assertThat(decode(ORDER.replace("{", "{\"note\":" + "[".repeat(16) + "]".repeat(16) + ",")
                        .getBytes(UTF_8)))
                .isEmpty();
        assertThat(decode(ORDER.replace("{", "{\"note\":007,").getBytes(UTF_8))).isEmpty();
        assertThat(decode((ORDER + "{}").getBytes(UTF_8))).isEmpty();
    }

    private static Optional<RowValues> decode(byte[] value) {
        return OrderRules.decode(new ConsumerRecord<>("orders", 0, 0, null, value), Optional.empty());
    }
}
