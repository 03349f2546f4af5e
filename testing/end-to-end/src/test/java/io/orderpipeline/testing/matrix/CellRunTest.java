package io.orderpipeline.testing.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.testing.drill.DrillContext.Load;
import io.orderpipeline.testing.drill.Drills;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.ProcessException;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CellRunTest {

    private static final Load LOAD = new Load(500, 7, Load.Mode.SHORT);

    @TempDir
    private Path folder;

    @Test
    void should_not_run_a_java_that_was_not_found() throws IOException {
        Cell cell = Cells.all(List.of(new Java(folder))).stream()
                .filter(any -> any.name().equals("java-21"))
                .findFirst()
                .orElseThrow();

        CellResult result = run().run(cell);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.why()).containsExactly("no Java 21: name its home with --java");
    }

    @Test
    void should_not_run_a_version_that_cannot_be_fetched() throws IOException {
        Cell cell = Cell.of("kafka-9", "Kafka 9.9.9", Drills.ofKafka()).withKafka("9.9.9");

        CellResult result = run().run(cell);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.kafka()).isEqualTo("9.9.9");
        assertThat(result.why()).singleElement().asString().startsWith("Maven cannot fetch kafka 9.9.9: ");
    }

    @Test
    void should_use_jars_that_were_resolved_before_and_are_still_there() throws IOException {
        Path jar = Files.writeString(folder.resolve("kafka_2.13-3.9.1.jar"), "");
        Path classPath = folder.resolve("testing/end-to-end/target/matrix/kafka-3.9.1.classpath");
        Files.createDirectories(classPath.getParent());
        Files.writeString(classPath, jar + "\n");
        ServerJars jars = new ServerJars(new Repository(folder), line -> {});

        assertThat(jars.kafka(new KafkaVersion("3.9.1"))).containsExactly(jar);
        Files.delete(jar);
        assertThatThrownBy(() -> jars.kafka(new KafkaVersion("3.9.1"))).isInstanceOf(ProcessException.class);
    }

    @Test
    void should_keep_the_results_of_other_cells_in_the_report() {
        Path report = folder.resolve("reports/matrix.json");
        CellResult first = result("first", Verdict.FAIL);
        CellResult second = result("second", Verdict.PASS);

        MatrixReport.add(report, first);
        MatrixReport.add(report, second);
        MatrixReport.add(report, result("first", Verdict.PASS));

        assertThat(MatrixReport.read(report)).containsExactly(second, result("first", Verdict.PASS));
    }

    private static CellResult result(String cell, Verdict verdict) {
        return new CellResult(cell, "Kafka 1", "1", "5.0.9", 17, List.of("commands"), verdict, 60, List.of());
    }

    /** In a directory without the POMs of the servers: Maven fails at once, and fetches nothing. */
    private CellRun run() {
        return new CellRun(new ServerJars(new Repository(folder), line -> {}), LOAD, line -> {});
    }
}
