package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {

    @Test
    void should_pass_only_when_all_counts_agree_and_every_program_succeeded() {
        assertThat(verdict(30, 30, 30).isGood()).isTrue();
        assertThat(verdict(30, 30, 29).isGood()).isFalse();
        assertThat(verdict(30, 31, 31).isGood()).isFalse();
        assertThat(verdict(29, 30, 30).isGood()).isFalse();
        assertThat(new DemoVerdict(0, 0, new TreeMap<>(), new TreeMap<>(Map.of("verify", 1))).isGood())
                .isFalse();
    }

    @Test
    void should_accept_that_no_order_was_produced() {
        DemoVerdict nothing =
                new DemoVerdict(0, 0, new TreeMap<>(), new TreeMap<>(Map.of("producer", 0, "consumer", 0)));

        assertThat(nothing.isGood()).isTrue();
        assertThat(nothing.lines()).contains("No order was produced, and none is stored.");
    }

    @Test
    void should_print_the_share_of_each_partition() {
        assertThat(verdict(2_000, 2_000, 2_000).lines())
                .contains("  partition 0: 500, 25.0 %", "  partition 1: 1,500, 75.0 %");
    }

    private static DemoVerdict verdict(long acknowledged, long records, long rows) {
        return new DemoVerdict(
                acknowledged,
                records,
                new TreeMap<>(Map.of(0, rows / 4, 1, rows - rows / 4)),
                new TreeMap<>(Map.of("consumer", 0)));
    }
}
