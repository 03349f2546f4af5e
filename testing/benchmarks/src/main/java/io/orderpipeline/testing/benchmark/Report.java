package io.orderpipeline.testing.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of all benchmarks as JSON. Names are stable, because charts may depend on them. */
record Report(Environment environment, List<Comparison> comparisons) {

    /**
     * The conditions of a measurement.
     *
     * @param command as it was typed
     * @param commit of the checkout, marked when files have changed since
     * @param loadAverageAtStart of the machine before the start: other work distorts figures
     */
    record Environment(
            String command,
            String commit,
            String started,
            List<String> versions,
            int cores,
            String heap,
            double loadAverageAtStart,
            String operatingSystem) {

        private static final String COMMIT_PROPERTY = "bench.commit";

        static Environment current(String command, String heap) {
            return new Environment(
                    command,
                    System.getProperty(COMMIT_PROPERTY, "unknown"),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    List.of(new BuildVersion().getVersion()),
                    Runtime.getRuntime().availableProcessors(),
                    heap,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                            + System.getProperty("os.arch"));
        }

        String line() {
            return "%s; %d cores, load %.1f at start, heap %s; commit %s"
                    .formatted(command, cores, loadAverageAtStart, heap, commit);
        }
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Report {
        comparisons = List.copyOf(comparisons);
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toJson());
        } catch (IOException e) {
            throw UserError.failed("cannot write --report " + file + ": " + e.getMessage(), e);
        }
    }

    String toJson() {
        ObjectNode report = JSON.valueToTree(environment);
        report.set(
                "benchmarks",
                JSON.valueToTree(comparisons.stream().map(Report::json).toList()));
        return report.toPrettyString() + "\n";
    }

    private static Map<String, Object> json(Comparison comparison) {
        Map<String, Object> contenders = new LinkedHashMap<>();
        comparison.contenders().forEach(contender -> contenders.put(contender, json(comparison, contender)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", comparison.name());
        json.put("about", comparison.about());
        json.put("contenders", contenders);
        return json;
    }

    private static Map<String, Object> json(Comparison comparison, String contender) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Figure figure : comparison.figures()) {
            comparison.summary(contender, figure).ifPresent(summary -> {
                Map<String, Object> json = json(summary);
                comparison.ratios().stream()
                        .filter(ratio -> ratio.contender().equals(contender))
                        .forEach(ratio -> comparison
                                .ratio(contender, ratio.reference(), figure)
                                .ifPresent(values -> json.put("ratio_to_" + ratio.reference(), json(values))));
                figures.put(figure.jsonName, json);
            });
        }
        return figures;
    }

    private static Map<String, Object> json(Summary summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", summary.median());
        json.put("minimum", summary.minimum());
        json.put("maximum", summary.maximum());
        json.put("rounds", summary.values());
        return json;
    }
}
