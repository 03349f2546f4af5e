package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchContextTest {

    @Test
    void should_run_contenders_in_turn_after_a_warm_up_and_begin_each_round_with_another_one() {
        List<String> runs = new ArrayList<>();
        Trial trial = run -> {
            runs.add(run);
            return Map.of(Figure.COLD_RATE, 1.0);
        };
        try (BenchContext bench =
                new BenchContext(BenchConfigTest.config("--rounds=2"), new PrintStream(new ByteArrayOutputStream()))) {
            Comparison result = bench.compare(
                    "x", "", List.of("b.jar"), List.of(new Contender("a.jar", trial), new Contender("b.jar", trial)));

            assertThat(runs).containsExactly("warm_up", "r1_a_jar", "r1_b_jar", "r2_b_jar", "r2_a_jar");
            assertThat(result.rounds()).hasSize(4);
        }
    }
}
