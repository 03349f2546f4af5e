package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(entry(cells("\ud800")).hasValuesOf(entry(cells("?")))).isTrue();
    }

    @Test
    void should_distinguish_values_whose_text_is_split_differently() {
        assertThat(entry(cells("ab", "c")).hasValuesOf(entry(cells("a", "bc")))).isFalse();
    }

    private JoinEntry entry(CanonicalValues values) {
        return fingerprints.order("id", values, 0);
    }

    private static CanonicalValues cells(Object... values) {
        return CanonicalValues.of(Arrays.asList(values));
    }
}
