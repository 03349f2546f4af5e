package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private final Report report = new Report(
            Report.Environment.current("scripts/bench consumer", "512m"), List.of(Comparisons.onASlowingMachine()));

    @Test
    void should_report_the_conditions_of_the_measurement() throws IOException {
        JsonNode json = new ObjectMapper().readTree(report.toJson());

        assertThat(json.path("command").textValue()).isEqualTo("scripts/bench consumer");
        assertThat(json.path("heap").textValue()).isEqualTo("512m");
        assertThat(json.path("cores").intValue()).isPositive();
        assertThat(json.path("versions").toString()).contains("kafka-clients", "java-driver-core", "java ");
        assertThat(json.has("commit")).isTrue();
    }

    @Test
    void should_report_medians_spreads_and_ratios() throws IOException {
        JsonNode rate =
                new ObjectMapper().readTree(report.toJson()).at("/benchmarks/0/contenders/ours/orders_per_second_cold");

        assertThat(rate.path("median").doubleValue()).isEqualTo(120);
        assertThat(rate.path("minimum").doubleValue()).isEqualTo(30);
        assertThat(rate.path("maximum").doubleValue()).isEqualTo(150);
        assertThat(rate.path("rounds")).hasSize(3);
        assertThat(rate.at("/ratio_to_theirs/median").doubleValue()).isEqualTo(1.5);
    }

    @Test
    void should_create_the_directory_of_the_report(@TempDir Path folder) {
        Path file = folder.resolve("new/report.json");

        report.write(file);

        assertThat(file).content().contains("orders_per_second_cold");
    }
}
