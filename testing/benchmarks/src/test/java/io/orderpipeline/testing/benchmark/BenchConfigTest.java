package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchConfigTest {

    static BenchConfig config(String... options) {
        BenchMain bench = new BenchMain("", System.out);
        new Program(bench, "ORDER_BENCH", Map.of()).parse(options);
        bench.config.check();
        return bench.config;
    }

    @Test
    void should_reject_invalid_options_by_name() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> config("--rounds=0"))
                .withMessageStartingWith("--rounds must be 1 or more");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> config("--heap=plenty"))
                .withMessageStartingWith("--heap 'plenty'");
    }

    @Test
    void should_select_all_contenders_unless_some_are_named() {
        assertThat(config().isSelected("bare-loop")).isTrue();
        assertThat(config("--only=consumer.jar").isSelected("consumer.jar")).isTrue();
        assertThat(config("--only=consumer.jar").isSelected("bare-loop")).isFalse();
    }

    @Test
    void should_reject_a_missing_profile_directory_before_the_run() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> config("--profile=no/such/folder"))
                .withMessageStartingWith("--profile no/such/folder is not a directory");
    }
}
