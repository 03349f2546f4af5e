package io.orderpipeline.testing.matrix;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.Drills;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results as a JSON array, one object for each cell. The names are stable. */
final class MatrixReport {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final List<String> REFUSED =
            Drills.ofRefusedKafka().stream().map(Drill::name).toList();

    private MatrixReport() {}

    static List<CellResult> read(Path file) {
        try {
            return JSON.readValue(file.toFile(), new TypeReference<List<CellResult>>() {});
        } catch (IOException e) {
            throw UserError.failed("cannot read --report " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Replaces the result of the same cell, and keeps the others: cells may be run one at a time. A cell that was not
     * run keeps the result of its last run.
     */
    static void add(Path file, CellResult result) {
        List<CellResult> all = new ArrayList<>(readIfExists(file));
        int known = names(all).indexOf(result.cell());
        if (known < 0) {
            all.add(result);
        } else if (result.verdict() != Verdict.NOT_RUN || all.get(known).verdict() == Verdict.NOT_RUN) {
            all.set(known, result);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(all) + "\n");
        } catch (IOException e) {
            throw UserError.failed("cannot write --report " + file + ": " + e.getMessage(), e);
        }
    }

    static List<CellResult> readIfExists(Path file) {
        return Files.exists(file) ? read(file) : List.of();
    }

    private static List<String> names(List<CellResult> results) {
        return results.stream().map(CellResult::cell).toList();
    }

    /** A result for each cell, in their order: the reported one, or that it was never run. */
    static List<CellResult> complete(List<CellResult> reported, List<Cell> cells) {
        Map<String, CellResult> byCell =
                reported.stream().collect(Collectors.toMap(CellResult::cell, result -> result));
        return cells.stream()
                .map(cell -> Optional.ofNullable(byCell.get(cell.name())).orElseGet(() -> CellResult.neverRun(cell)))
                .toList();
    }

    /**
     * Rows of docs/compatibility.md with the versions of cells that passed, the newest first. Cells that passed because
     * the consumer refused their servers do not count.
     */
    static List<String> passedVersions(List<CellResult> results) {
        return List.of(
                versions("Kafka brokers", results, CellResult::kafka),
                versions("Cassandra", results, CellResult::cassandra),
                versions("Java of the programs", results, result -> Integer.toString(result.java())));
    }

    private static String versions(String what, List<CellResult> results, Function<CellResult, String> version) {
        return results.stream()
                .filter(result ->
                        result.verdict() == Verdict.PASS && !result.drills().equals(REFUSED))
                .map(version)
                .distinct()
                .sorted(Comparator.comparing(ModuleDescriptor.Version::parse).reversed())
                .collect(Collectors.joining(", ", "| " + what + " | ", " |"));
    }
}
