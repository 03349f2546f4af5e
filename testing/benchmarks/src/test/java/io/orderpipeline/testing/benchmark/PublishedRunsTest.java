package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import io.orderpipeline.testing.benchmark.Comparison.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about performance shows the runs whose reports are in the repository, as they were printed. */
final class PublishedRunsTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final String RATIO = "ratio_to_";

    static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("performance"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void should_show_the_conditions_and_every_figure_of_a_run(Path report) throws IOException {
        List<String> page = Files.readAllLines(DOCS.resolve("performance.md"));
        JsonNode json = new JsonMapper().readTree(report.toFile());

        assertThat(page)
                .contains("%s; %d cores, load %.1f at start, heap %s; commit %s"
                        .formatted(
                                json.get("command").asText(),
                                json.get("cores").asInt(),
                                json.get("load_average_at_start").asDouble(),
                                json.get("heap").asText(),
                                json.get("commit").asText()));
        for (JsonNode benchmark : json.get("benchmarks")) {
            assertThat(page).containsAll(comparison(benchmark).table());
        }
    }

    private static Comparison comparison(JsonNode benchmark) {
        List<String> names = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        List<Round> rounds = new ArrayList<>();
        for (Map.Entry<String, JsonNode> contender : benchmark.get("contenders").properties()) {
            names.add(contender.getKey());
            rounds.addAll(rounds(contender.getKey(), contender.getValue()));
            contender.getValue().properties().iterator().next().getValue().properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> key.startsWith(RATIO))
                    .forEach(key -> ratios.add(new Ratio(contender.getKey(), key.substring(RATIO.length()))));
        }
        return new Comparison(
                benchmark.get("name").asText(), benchmark.get("about").asText(), names, ratios, rounds);
    }

    private static List<Round> rounds(String contender, JsonNode figures) {
        List<Map<Figure, Double>> rounds = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            int number = 0;
            for (JsonNode value : figures.path(figure.jsonName).path("rounds")) {
                if (rounds.size() == number) {
                    rounds.add(new EnumMap<>(Figure.class));
                }
                rounds.get(number++).put(figure, value.asDouble());
            }
        }
        List<Round> numbered = new ArrayList<>();
        rounds.forEach(round -> numbered.add(new Round(contender, numbered.size() + 1, round)));
        return numbered;
    }
}
