package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BenchConfigTest {

    static BenchConfig withRounds(int rounds) {
        return config(rounds, "512m", Set.of());
    }

    @Test
    void should_reject_invalid_options_by_name() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> withRounds(0))
                .withMessageStartingWith("--rounds must be 1 or more");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> config(1, "plenty", Set.of()))
                .withMessageStartingWith("--heap 'plenty'");
    }

    @Test
    void should_select_all_contenders_unless_some_are_named() {
        assertThat(withRounds(1).isSelected("bare-loop")).isTrue();
        assertThat(config(1, "512m", Set.of("consumer.jar")).isSelected("consumer.jar"))
                .isTrue();
        assertThat(config(1, "512m", Set.of("consumer.jar")).isSelected("bare-loop"))
                .isFalse();
    }

    @Test
    void should_reject_a_missing_profile_directory_before_the_run() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new BenchConfig(
                        Repository.find(),
                        1,
                        1_000,
                        "512m",
                        Duration.ofSeconds(1),
                        Set.of(),
                        Optional.of(Path.of("no/such/folder"))))
                .withMessageStartingWith("--profile no/such/folder is not a directory");
    }

    private static BenchConfig config(int rounds, String heap, Set<String> only) {
        return new BenchConfig(Repository.find(), rounds, 1_000, heap, Duration.ofSeconds(1), only, Optional.empty());
    }
}
