package io.orderpipeline.testing.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.benchmark.BenchConfigTest;
import io.orderpipeline.testing.benchmark.BenchContext;
import io.orderpipeline.testing.benchmark.Comparisons;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
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
    void should_not_have_what_nobody_measured() {
        assertThat(comparison.figures()).containsExactly(Figure.COLD_RATE);
        assertThat(comparison.summary("ours", Figure.P99)).isEmpty();
        assertThat(comparison.ratio("ours", "theirs", Figure.P99)).isEmpty();
    }

    @Test
    void should_leave_out_a_round_that_only_one_of_both_has() {
        Comparison half = new Comparison(
                "x",
                "",
                List.of("ours", "theirs"),
                List.of("theirs"),
                List.of(
                        new Round("ours", 1, Map.of(Figure.CPU, 3.0)),
                        new Round("ours", 2, Map.of(Figure.CPU, 4.0)),
                        new Round("theirs", 2, Map.of(Figure.CPU, 2.0))));

        assertThat(half.ratio("ours", "theirs", Figure.CPU).orElseThrow().values())
                .containsExactly(2.0);
    }

    @Test
    void should_show_medians_spreads_and_ratios_to_people() {
        assertThat(new ComparisonTable(comparison).lines())
                .containsExactly(
                        "consumer: three rounds",
                        "                 orders/s cold",
                        "  ours                120 \u00b150%",
                        "  theirs               80 \u00b150%",
                        "  ours / theirs      1.50 \u00b1 0%");
    }

    @Test
    void should_compare_two_references_one_way_round_only() {
        Comparison two =
                new Comparison("x", "", List.of("ours", "first", "second"), List.of("first", "second"), List.of());

        assertThat(new ComparisonTable(two).lines())
                .extracting(String::strip)
                .containsSubsequence("ours / first", "second / first", "ours / second")
                .doesNotContain("first / second");
    }

    @Test
    void should_run_contenders_in_turn_after_a_round_that_does_not_count() {
        List<String> runs = new ArrayList<>();
        Contender.Trial trial = run -> {
            runs.add(run);
            return Map.of(Figure.COLD_RATE, 1.0);
        };
        try (BenchContext bench =
                new BenchContext(BenchConfigTest.withRounds(2), new PrintStream(new ByteArrayOutputStream()))) {
            Comparison result = bench.compare(
                    "x", "", List.of("b.jar"), List.of(new Contender("a.jar", trial), new Contender("b.jar", trial)));

            assertThat(runs).containsExactly("warm_up", "r1_a_jar", "r1_b_jar", "r2_a_jar", "r2_b_jar");
            assertThat(result.rounds()).hasSize(4);
        }
    }
}
