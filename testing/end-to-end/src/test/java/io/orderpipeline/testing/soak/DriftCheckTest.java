package io.orderpipeline.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DriftCheckTest {

    private static final int SECONDS = 300;

    @Test
    void should_pass_figures_that_only_fluctuate() {
        assertThat(DriftCheck.of(samples(second -> 40 + second % 4, second -> 5)))
                .allMatch(DriftCheck::isPassed)
                .extracting(DriftCheck::figure)
                .contains("heap after full collections, MB", "open files", "end-to-end p99, ms");
    }

    @Test
    void should_detect_a_leak_that_few_seconds_show() {
        assertThat(DriftCheck.of(samples(second -> 40 + second % 20 + second / 5.0, second -> 5)))
                .filteredOn(one -> !one.isPassed())
                .extracting(DriftCheck::figure)
                .containsExactly("heap after full collections, MB");
    }

    /** Too little for the thirds, and too steady to be chance. */
    @Test
    void should_detect_a_slow_and_steady_growth() {
        assertThat(DriftCheck.of(samples(second -> 40 + second / 1_000.0, second -> 5)))
                .filteredOn(one -> !one.isPassed())
                .extracting(DriftCheck::figure)
                .containsExactly("heap after full collections, MB");
    }

    @Test
    void should_detect_a_consumer_that_became_slow() {
        assertThat(DriftCheck.of(samples(second -> 40, second -> second < 200 ? 5 : 50)))
                .filteredOn(one -> !one.isPassed())
                .extracting(DriftCheck::figure)
                .containsExactly("write p99, ms");
    }

    @Test
    void should_ignore_seconds_with_a_fault() {
        assertThat(DriftCheck.of(samples(second -> second % 10 == 0 ? 4_000 : 40, second -> 5)))
                .as("every tenth second is one")
                .allMatch(DriftCheck::isPassed);
    }

    @Test
    void should_fail_a_missing_measurement() {
        List<DriftCheck> all = DriftCheck.of(samples(second -> second < 200 ? 40 : Double.NaN, second -> 5));

        assertThat(all)
                .filteredOn(one -> !one.isPassed())
                .extracting(DriftCheck::figure)
                .containsExactly("heap after full collections, MB");
        assertThat(DriftCheck.table(all)).anyMatch(line -> line.matches("heap.* 40.0 +unknown .*not measured"));
    }

    @Test
    void should_fail_when_there_are_too_few_quiet_seconds() {
        assertThat(DriftCheck.of(samples(second -> 40, second -> 5).subList(0, 3 * DriftCheck.FEWEST_VALUES - 1)))
                .noneMatch(DriftCheck::isPassed);
        assertThat(DriftCheck.of(List.of())).noneMatch(DriftCheck::isPassed);
    }

    private static List<SoakSample> samples(IntToDoubleFunction heap, IntToDoubleFunction write) {
        return IntStream.range(0, SECONDS)
                .mapToObj(second -> {
                    boolean isQuiet = second % 10 != 0;
                    Map<SoakFigure, Double> figures = new EnumMap<>(SoakFigure.class);
                    List.of(SoakFigure.values()).forEach(figure -> figures.put(figure, 40.0));
                    figures.put(SoakFigure.LIVE, second % 30 == 1 ? heap.applyAsDouble(second) : Double.NaN);
                    figures.put(SoakFigure.WRITE, write.applyAsDouble(second));
                    return new SoakSample(second, isQuiet ? "" : "fault", isQuiet, figures);
                })
                .toList();
    }
}
