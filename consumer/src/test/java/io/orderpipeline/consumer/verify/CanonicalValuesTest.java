package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalValuesTest {

    private final Fingerprints fingerprints = new Fingerprints();

    record Pair(Object a, Object b) {}

    static List<Pair> different() {
        return List.of(
                new Pair("a", "b"),
                new Pair("", null),
                new Pair(1, 2),
                new Pair(1, null),
                new Pair(new BigDecimal("5.20"), new BigDecimal("5.2")),
                new Pair(new BigDecimal("5.2"), new BigDecimal("52")),
                new Pair(new BigDecimal("12345678901234567.89"), new BigDecimal("12345678901234567.90")),
                new Pair(Instant.EPOCH, Instant.ofEpochMilli(1)),
                new Pair(Instant.EPOCH, null));
    }

    @ParameterizedTest
    @MethodSource("different")
    void should_name_values_that_differ(Pair pair) {
        CanonicalValues a = cells("same", pair.a());
        CanonicalValues b = cells("same", pair.b());

        assertThat(entry(a).hasValuesOf(entry(b))).isFalse();
        assertThat(a.differences(b, List.of("first", "second"))).containsExactly("second");
    }

    @Test
    void should_find_equal_values_equal() {
        CanonicalValues a = cells("Zoë", new BigDecimal("5.20"));
        CanonicalValues b = cells("Zoë", new BigDecimal("5.20"));

        assertThat(entry(a).hasValuesOf(entry(b))).isTrue();
        assertThat(a.differences(b, List.of("first", "second"))).isEmpty();
    }

    @Test
    void should_treat_an_unpaired_surrogate_like_the_table_does() {
        CanonicalValues surrogate = CanonicalValues.ofTexts("\ud800");

        assertThat(entry(surrogate).hasValuesOf(entry(CanonicalValues.ofTexts("?"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.20", "0", "0.00", "127", "128", "1E+30", "12345678901234567.89"})
    void should_have_the_values_of_an_order_as_the_driver_encodes_them(BigDecimal price) {
        Order order = new Order("id", "Zoë", "", "日本", 2, price, Instant.EPOCH.minusMillis(1), price.add(price));

        CanonicalValues values = CanonicalValues.of(new DecodeResult.Valid(order, List.of()), AddedColumns.NONE);

        assertThat(values)
                .isEqualTo(cells(
                        order.customerName(),
                        order.product(),
                        order.category(),
                        order.quantity(),
                        order.price(),
                        order.timestamp(),
                        order.totalAmount()));
    }

    @Test
    void should_distinguish_a_value_that_is_not_set_from_every_other() {
        CanonicalValues values = cells("a", null);

        assertThat(entry(values).hasValuesOf(entry(cells("a", "")))).isFalse();
        assertThat(entry(values).hasValuesOf(entry(cells("a", null)))).isTrue();
    }

    @Test
    void should_compare_values_of_any_size() {
        String large = "x".repeat(100_000);

        assertThat(entry(cells(large, 1)).hasValuesOf(entry(cells(large, 1)))).isTrue();
        assertThat(entry(cells(large, 1)).hasValuesOf(entry(cells(large, 2)))).isFalse();
    }

    @Test
    void should_distinguish_values_whose_text_is_split_differently() {
        assertThat(entry(cells("ab", "c")).hasValuesOf(entry(cells("a", "bc")))).isFalse();
    }

    private JoinEntry entry(CanonicalValues values) {
        return fingerprints.order("id", values, 0);
    }

    private static CanonicalValues cells(Object... values) {
        List<ByteBuffer> encoded = new ArrayList<>();
        for (Object value : values) {
            encoded.add(
                    value == null
                            ? null
                            : CodecRegistry.DEFAULT.codecFor(value).encode(value, ProtocolVersion.DEFAULT));
        }
        return new CanonicalValues(encoded);
    }
}
