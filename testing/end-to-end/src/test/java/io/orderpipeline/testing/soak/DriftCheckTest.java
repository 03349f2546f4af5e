package io.orderpipeline.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DriftCheckTest {

    private static final int SECONDS = 300;

    @Test
    void should_find_figures_flat_that_only_go_up_and_down() {
        assertThat(DriftCheck.of(samples(second -> 40 + second % 20, second -> 5)))
                .allMatch(DriftCheck::isFlat)
                .extracting(DriftCheck::figure)
                .contains("heap after full collections, MB", "open files", "end-to-end p99, ms");
    }

    @Test
    void should_find_a_leak_though_few_seconds_show_it() {
        assertThat(DriftCheck.of(samples(second -> 40 + second % 20 + second / 5.0, second -> 5)))
                .filteredOn(one -> !one.isFlat())
                .extracting(DriftCheck::figure)
                .containsExactly("heap after full collections, MB");
    }

    @Test
    void should_find_a_consumer_that_has_become_slow() {
        assertThat(DriftCheck.of(samples(second -> 40, second -> second < 200 ? 5 : 50)))
                .filteredOn(one -> !one.isFlat())
                .extracting(DriftCheck::figure)
                .containsExactly("write p99, ms");
    }

    @Test
    void should_not_look_at_seconds_with_a_fault() {
        assertThat(DriftCheck.of(samples(second -> second % 10 == 0 ? 4_000 : 40, second -> 5)))
                .as("every tenth second is one")
                .allMatch(DriftCheck::isFlat);
    }

    @Test
    void should_let_nothing_pass_that_nobody_knows() {
        List<DriftCheck> all = DriftCheck.of(samples(second -> second < 200 ? 40 : Double.NaN, second -> 5));

        assertThat(all)
                .filteredOn(one -> !one.isFlat())
                .extracting(DriftCheck::figure)
                .containsExactly("heap after full collections, MB");
        assertThat(DriftCheck.table(all)).anyMatch(line -> line.matches("heap.* 40.0 +unknown .*not judged"));
    }

    @Test
    void should_judge_nothing_by_too_few_calm_seconds() {
        assertThat(DriftCheck.of(samples(second -> 40, second -> 5).subList(0, 3 * DriftCheck.FEWEST_VALUES - 1)))
                .noneMatch(DriftCheck::isFlat);
        assertThat(DriftCheck.of(List.of())).noneMatch(DriftCheck::isFlat);
    }

    private static List<SoakSample> samples(IntToDoubleFunction heap, IntToDoubleFunction write) {
        return IntStream.range(0, SECONDS)
                .mapToObj(second -> {
                    boolean isCalm = second % 10 != 0;
                    return new SoakSample(
                            second,
                            isCalm ? "" : "harm",
                            isCalm,
                            1_000.0 * second,
                            1_000.0 * second,
                            90,
                            second % 30 == 1 ? heap.applyAsDouble(second) : Double.NaN,
                            new ProcessFigures(40, 90, 200),
                            new ProcessFigures(30, 20, 150),
                            write.applyAsDouble(second),
                            20);
                })
                .toList();
    }
}
