package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class RunProgressTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void should_derive_an_even_rate_from_stepwise_commits() {
        RunProgress progress = new RunProgress(40_000);
        for (long tenth = 0; tenth <= 200; tenth++) {
            long second = tenth / 10;
            // 1,000 orders a second in each of two partitions, which commit at different moments.
            long other = (tenth + 5) / 10 * 1_000 - 500;
            progress.add(tenth * SECOND / 10, Map.of(0, second * 1_000, 1, Math.max(0, other)), tenth * SECOND / 20);
        }

        RunProgress.Warm warm = progress.warm().orElseThrow();

        assertThat(warm.rate()).isCloseTo(2_000, Percentage.withPercentage(2));
        assertThat(warm.cpu()).as("half a core for 2,000 orders a second").isCloseTo(250, within(10.0));
    }

    @Test
    void should_not_count_the_start_as_warm() {
        RunProgress progress = new RunProgress(10_000);
        progress.add(0, Map.of(0, 0L), 0);
        progress.add(20 * SECOND, Map.of(0, 1L), 0);
        for (long second = 1; second <= 10; second++) {
            progress.add((20 + second) * SECOND, Map.of(0, second * 1_000), second * SECOND);
        }

        assertThat(progress.warm().orElseThrow().rate()).isCloseTo(1_000, within(1.0));
    }

    @Test
    void should_omit_the_warm_rate_of_a_short_run() {
        RunProgress progress = new RunProgress(1_000);
        progress.add(0, Map.of(0, 0L), 0);
        progress.add(SECOND, Map.of(0, 1_000L), SECOND);

        assertThat(progress.warm()).isEmpty();
    }
}
