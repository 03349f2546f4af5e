package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VariantDrillsTest {

    @Test
    void should_name_the_failed_checks_of_doctor() {
        List<String> out = List.of(
                "OK    brokers          3 of 3", "FAIL  consumer group   no answer within 5 s", "FAIL  table  missing");

        assertThat(VariantDrills.reasons(out, List.of()))
                .isEqualTo("FAIL consumer group no answer within 5 s; FAIL table missing");
    }

    @Test
    void should_name_the_last_line_of_another_command() {
        assertThat(VariantDrills.reasons(List.of("order 1"), List.of("consumer order: no row")))
                .isEqualTo("consumer order: no row");
        assertThat(VariantDrills.reasons(List.of(), List.of())).isEqualTo("it printed nothing");
    }
}
