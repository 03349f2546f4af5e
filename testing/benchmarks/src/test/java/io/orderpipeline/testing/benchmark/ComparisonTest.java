package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private final Comparison comparison = Comparisons.onASlowingMachine();

    @Test
    void should_compare_within_each_round() {
        assertThat(comparison
                        .ratio("ours", "theirs", Figure.COLD_RATE)
                        .orElseThrow()
                        .values())
                .containsExactly(1.5, 1.5, 1.5);
    }

    @Test
    void should_omit_figures_that_were_not_measured() {
        assertThat(comparison.figures()).containsExactly(Figure.COLD_RATE);
        assertThat(comparison.summary("ours", Figure.P99)).isEmpty();
        assertThat(comparison.ratio("ours", "theirs", Figure.P99)).isEmpty();
    }

    @Test
    void should_omit_a_round_that_only_one_contender_has() {
        Comparison half = new Comparison(
                "x",
                "",
                List.of("ours", "theirs"),
                List.of(new Comparison.Ratio("ours", "theirs")),
                List.of(
                        new Comparison.Round("ours", 1, Map.of(Figure.CPU, 3.0)),
                        new Comparison.Round("ours", 2, Map.of(Figure.CPU, 4.0)),
                        new Comparison.Round("theirs", 2, Map.of(Figure.CPU, 2.0))));

        assertThat(half.ratio("ours", "theirs", Figure.CPU).orElseThrow().values())
                .containsExactly(2.0);
    }

    @Test
    void should_print_medians_spreads_and_ratios() {
        assertThat(comparison.table())
                .containsExactly(
                        "consumer: three rounds",
                        "                 orders/s cold",
                        "  ours                120 \u00b150%",
                        "  theirs               80 \u00b150%",
                        "  ours / theirs      1.50 \u00b1 0%");
    }

    @Test
    void should_compare_two_references_in_one_direction_only() {
        List<String> contenders = List.of("ours", "first", "second");
        List<Comparison.Ratio> ratios = Comparison.Ratio.of(contenders, List.of("first", "second"));
        Comparison two = new Comparison("x", "", contenders, ratios, List.of());

        assertThat(two.table())
                .extracting(String::strip)
                .containsSubsequence("ours / first", "second / first", "ours / second")
                .doesNotContain("first / second");
    }
}
