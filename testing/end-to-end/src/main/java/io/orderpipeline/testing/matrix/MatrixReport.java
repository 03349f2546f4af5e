package io.orderpipeline.testing.matrix;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The results as a JSON array, one object for each cell. The names are stable. */
final class MatrixReport {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private MatrixReport() {}

    static List<CellResult> read(Path file) {
        try {
            return JSON.readValue(file.toFile(), new TypeReference<List<CellResult>>() {});
        } catch (IOException e) {
            throw UserError.failed("cannot read --report " + file + ": " + e.getMessage(), e);
        }
    }

    /** Replaces the results of the same cells, and keeps the others: cells may be run one at a time. */
    static void add(Path file, CellResult result) {
        List<CellResult> all = new ArrayList<>(Files.exists(file) ? read(file) : List.of());
        all.removeIf(other -> other.cell().equals(result.cell()));
        all.add(result);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(all) + "\n");
        } catch (IOException e) {
            throw UserError.failed("cannot write --report " + file + ": " + e.getMessage(), e);
        }
    }
}
