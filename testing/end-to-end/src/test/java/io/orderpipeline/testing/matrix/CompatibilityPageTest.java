package io.orderpipeline.testing.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.process.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about compatibility shows every cell with the result of a run, as the report has it. */
final class CompatibilityPageTest {

    private static final Path DOCS = Path.of("..", "..", "docs");

    private final List<CellResult> results = MatrixReport.read(DOCS.resolve("compatibility/matrix.json"));

    @Test
    void should_have_a_result_of_every_cell() {
        assertThat(results)
                .extracting(CellResult::cell)
                .containsExactlyInAnyOrderElementsOf(Cells.all(List.of(Java.running())).stream()
                        .map(Cell::name)
                        .toList());
    }

    @Test
    void should_show_every_result_as_it_was_reported() throws IOException {
        List<String> page = Files.readAllLines(DOCS.resolve("compatibility.md"));

        assertThat(page)
                .containsAll(results.stream().map(CellResult::markdownRow).toList());
    }
}
