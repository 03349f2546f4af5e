package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Launch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuredProcessTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void should_measure_the_cpu_time_of_an_ended_process() {
        try (MeasuredProcess process = run("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")) {
            process.awaitEnd(LIMIT);

            // The system counts in steps of 10 ms.
            assertThat(process.cpuSeconds()).isPositive().isLessThanOrEqualTo(process.wallSeconds() + 0.02);
        }
    }

    @Test
    void should_count_cpu_time_only() {
        try (MeasuredProcess process = run("read nothing || true")) {
            process.awaitEnd(LIMIT);

            assertThat(process.cpuSeconds()).isLessThan(0.1);
        }
    }

    @Test
    void should_fail_when_the_process_fails() {
        try (MeasuredProcess process = run("echo no such topic >&2; exit 3")) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> process.awaitEnd(LIMIT))
                    .withMessageContaining("script ended with exit code 3")
                    .withMessageContaining("no such topic");
        }
    }

    @Test
    void should_add_user_and_system_time_of_the_children() {
        assertThat(MeasuredProcess.secondsOfChildren("0m0.000000s 0m0.010000s\n1m2.500000s 0m0.250000s\n"))
                .isCloseTo(62.75, within(1e-9));
    }

    @Test
    void should_accept_a_decimal_comma() {
        assertThat(MeasuredProcess.secondsOfChildren("0m0,000s 0m0,000s\n0m1,500s 0m0,500s"))
                .isCloseTo(2, within(1e-9));
    }

    private static MeasuredProcess run(String script) {
        return MeasuredProcess.start(Launch.of("script", List.of("/bin/sh", "-c", script)));
    }
}
