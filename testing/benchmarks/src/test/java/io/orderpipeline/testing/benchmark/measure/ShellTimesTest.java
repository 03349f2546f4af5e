package io.orderpipeline.testing.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ShellTimesTest {

    @Test
    void should_add_user_and_system_time_of_the_children() {
        assertThat(ShellTimes.ofChildren("0m0.000000s 0m0.010000s\n1m2.500000s 0m0.250000s\n"))
                .isCloseTo(62.75, within(1e-9));
    }

    @Test
    void should_read_a_comma_of_another_language() {
        assertThat(ShellTimes.ofChildren("0m0,000s 0m0,000s\n0m1,500s 0m0,500s"))
                .isCloseTo(2, within(1e-9));
    }
}
