package io.orderpipeline.testing.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page about compatibility shows every cell with the result of a run, as the report has it: {@code scripts/matrix
 * --report docs/compatibility/matrix.json --print-report} prints the rows.
 */
final class CompatibilityPageTest {

    private static final Path DOCS = Path.of("..", "..", "docs");

    private final List<CellResult> reported = MatrixReport.read(DOCS.resolve("compatibility/matrix.json"));
    private final List<Cell> cells = Cells.all(List.of());

    @Test
    void should_report_only_cells_as_they_are_defined_now() {
        Map<String, Cell> byName = cells.stream().collect(Collectors.toMap(Cell::name, Function.identity()));

        assertThat(reported)
                .extracting(CellResult::cell)
                .doesNotHaveDuplicates()
                .isSubsetOf(byName.keySet());
        assertThat(reported).allSatisfy(result -> {
            Cell cell = byName.get(result.cell());
            assertThat(result.about()).isEqualTo(cell.about());
            assertThat(result.kafka()).isEqualTo(cell.kafkaVersion());
            assertThat(result.cassandra()).isEqualTo(cell.cassandraVersion());
            assertThat(result.java()).isEqualTo(cell.java().orElse(result.java()));
            assertThat(result.drills()).isEqualTo(cell.drillNames());
        });
    }

    @Test
    void should_show_each_cell_with_its_result_in_order() throws IOException {
        assertThat(page())
                .containsSubsequence(MatrixReport.complete(reported, cells).stream()
                        .map(CellResult::markdownRow)
                        .toList());
    }

    @Test
    void should_show_no_cell_that_does_not_exist() throws IOException {
        assertThat(page().stream().filter(line -> line.matches("\\| `[^`]+` \\|([^|]*\\|){6} .*")))
                .hasSameSizeAs(cells);
    }

    @Test
    void should_show_the_versions_that_passed() throws IOException {
        assertThat(page()).containsSubsequence(MatrixReport.passedVersions(reported));
    }

    private static List<String> page() throws IOException {
        return Files.readAllLines(DOCS.resolve("compatibility.md"));
    }
}
