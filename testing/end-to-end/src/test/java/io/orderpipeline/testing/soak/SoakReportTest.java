package io.orderpipeline.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.drill.DrillResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoakReportTest {

    private static final String HOSTILE = "</script><script>alert(1)</script>";

    @TempDir
    private Path folder;

    @Test
    void should_write_a_self_contained_page_without_injected_scripts() throws IOException {
        report(List.of()).writeTo(folder);

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page).contains("uPlot (v", ".uplot", "\"lag\"", "\"committed\":[0.0,", "\"write_p99_ms\":[20.0,");
        assertThat(page).doesNotContain(HOSTILE, "${title}", "${summary}", "${data}", "${uPlot", "src=", "http-equiv");
        assertThat(page.split("<script", -1)).hasSize(4);
    }

    @Test
    void should_end_with_the_result() {
        assertThat(report(List.of()).lines()).last().isEqualTo("PASS");
        assertThat(report(List.of("3 orders are missing")).lines()).endsWith("FAIL: 3 orders are missing", "FAIL");
    }

    @Test
    void should_inject_every_kind_of_fault_before_any_twice_in_the_sequence_of_the_seed() {
        assertThat(Soak.shuffled(new Random(7))).containsExactlyInAnyOrderElementsOf(SoakFault.ALL);
        assertThat(Soak.shuffled(new Random(7))).isEqualTo(Soak.shuffled(new Random(7)));
        assertThat(Soak.shuffled(new Random(7))).isNotEqualTo(Soak.shuffled(new Random(8)));
    }

    private static SoakReport report(List<String> findings) {
        List<SoakSample> samples = IntStream.range(0, 60)
                .mapToObj(second -> new SoakSample(second, "", true, figures(10.0 * second)))
                .toList();
        DrillResult drill = new DrillResult("soak", 600, 1, 6, Duration.ofSeconds(3), findings);
        List<Soak.Injected> faults = List.of(new Soak.Injected(HOSTILE, 20, 31.5));
        return new SoakReport(new Soak.Result(drill, DriftCheck.of(samples), samples, faults), "A soak " + HOSTILE);
    }

    private static Map<SoakFigure, Double> figures(double committed) {
        Map<SoakFigure, Double> figures = new EnumMap<>(SoakFigure.class);
        List.of(SoakFigure.values()).forEach(figure -> figures.put(figure, 20.0));
        figures.put(SoakFigure.COMMITTED, committed);
        return figures;
    }
}
