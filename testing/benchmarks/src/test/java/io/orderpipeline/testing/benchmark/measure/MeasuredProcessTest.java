package io.orderpipeline.testing.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Launch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuredProcessTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void should_know_the_cpu_time_of_a_process_that_has_ended() {
        try (MeasuredProcess process = run("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")) {
            process.awaitEnd(LIMIT);

            // The system counts in steps of 10 ms.
            assertThat(process.cpuSeconds()).isPositive().isLessThanOrEqualTo(process.wallSeconds() + 0.02);
        }
    }

    @Test
    void should_count_only_the_time_that_was_worked() {
        try (MeasuredProcess process = run("read nothing || true")) {
            process.awaitEnd(LIMIT);

            assertThat(process.cpuSeconds()).isLessThan(0.1);
        }
    }

    @Test
    void should_not_take_the_time_of_a_process_that_failed() {
        try (MeasuredProcess process = run("echo no such topic >&2; exit 3")) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> process.awaitEnd(LIMIT))
                    .withMessageContaining("script ended with exit code 3")
                    .withMessageContaining("no such topic");
        }
    }

    private static MeasuredProcess run(String script) {
        return MeasuredProcess.start(Launch.of("script", List.of("/bin/sh", "-c", script)));
    }
}
