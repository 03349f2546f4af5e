package io.orderpipeline.testing.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.DrillResult;
import io.orderpipeline.testing.drill.Drills;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import io.orderpipeline.testing.matrix.CellRun.DrillRunner;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.ProcessException;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CellRunTest {

    private static final Cell CELL = Cell.of("any", "any", Drills.ofKafka());
    private static final DrillRunner PASSES =
            (drill, cell, environment) -> new DrillResult(drill.name(), 1, 1, 0, Duration.ZERO, List.of());

    @TempDir
    private Path folder;

    private final List<List<String>> commands = new ArrayList<>();

    @Test
    void should_not_run_a_java_that_was_not_found() {
        Cell cell = Cells.all(List.of(new Java(folder))).stream()
                .filter(any -> any.java().isPresent())
                .filter(any -> !any.java().equals(Java.running().version()))
                .findFirst()
                .orElseThrow();
        int wanted = cell.java().orElseThrow();

        CellResult result = run(PASSES).run(cell);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.java()).isEqualTo(wanted);
        assertThat(result.why()).containsExactly("no Java " + wanted + ": name its home with --java");
    }

    @Test
    void should_run_on_the_java_that_was_found() throws IOException {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21.0.5\"\n");
        Cell cell = CELL.withJava(21, Optional.of(new Java(folder)));

        CellResult result = run(PASSES).run(cell);

        assertThat(cell.setup().java().home()).isEqualTo(folder);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.java()).isEqualTo(21);
    }

    @Test
    void should_not_run_old_servers_without_a_java_that_they_run_on() {
        Cell cell = Cell.of("old", "any", Drills.ofCassandra())
                .withServerJava(Cell.CASSANDRA, 11, List.of(Java.running(), new Java(folder)));

        CellResult result = run(PASSES).run(cell);

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.why()).containsExactly("no Java 11 for its servers: name its home with --java");
    }

    @Test
    void should_run_only_the_old_servers_on_the_old_java() throws IOException {
        Java tooOld = java("8", "1.8.0_442");
        Java old = java("11", "11.0.24");

        Cell cell = Cell.of("old", "any", Drills.ofCassandra())
                .withServerJava(Cell.CASSANDRA, 11, List.of(Java.running(), tooOld, old));

        assertThat(cell.whyNotRunnable()).isEmpty();
        assertThat(CellRun.variant(cell, Map.of(), Map.of()).javaHomes())
                .containsExactly(Map.entry(Cell.CASSANDRA, old.home()));
        assertThat(cell.setup().java()).isEqualTo(Java.running());
    }

    private Java java(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return new Java(home);
    }

    @Test
    void should_not_run_a_version_that_cannot_be_fetched() {
        CellResult result = run(PASSES).run(CELL.withKafka("9.9.9"));

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(result.kafka()).isEqualTo("9.9.9");
        assertThat(result.why()).containsExactly("Maven cannot fetch kafka 9.9.9: no such version");
        assertThat(commands).singleElement().satisfies(command -> assertThat(command)
                .startsWith("mvn")
                .contains("dependency:build-classpath@server", "-Dserver.version=9.9.9"));
    }

    @Test
    void should_use_jars_that_were_resolved_before_and_are_still_there() throws IOException {
        Path jar = Files.writeString(folder.resolve("kafka_2.13-3.9.1.jar"), "");
        Path classPath = folder.resolve("testing/end-to-end/target/matrix/kafka-3.9.1.classpath");
        Files.createDirectories(classPath.getParent());
        Files.writeString(classPath, jar + "\n");
        ServerJars jars = jars();

        assertThat(jars.kafka(new KafkaVersion("3.9.1"))).containsExactly(jar);
        assertThat(commands).isEmpty();
        Files.delete(jar);
        assertThatThrownBy(() -> jars.kafka(new KafkaVersion("3.9.1")))
                .isInstanceOf(ProcessException.class)
                .hasMessage("Maven cannot fetch kafka 3.9.1: no such version");
    }

    @Test
    void should_run_the_other_drills_after_an_unexpected_exception() {
        List<String> started = new ArrayList<>();
        CellRun run = run((drill, cell, environment) -> {
            started.add(drill.name());
            if (started.size() == 1) {
                throw new IllegalStateException("no such table");
            }
            return PASSES.run(drill, cell, environment);
        });

        CellResult result = run.run(CELL);

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.why()).containsExactly("consumer-kill: no such table");
        assertThat(started).isEqualTo(CELL.drillNames());
    }

    @Test
    void should_report_the_commit_and_the_time_of_the_run() {
        Instant before = Instant.now().minusSeconds(1);

        CellResult result = run(PASSES).run(CELL);

        assertThat(Instant.parse(result.started())).isBetween(before, Instant.now());
        assertThat(result.commit()).isNotEmpty();
        assertThat(result.markdownRow())
                .contains("| " + result.started().substring(0, 10) + " ", " " + result.commit() + " | PASS |");
    }

    @Test
    void should_add_settings_to_those_of_the_cell() {
        Cell cell = CELL.with(new ServerVariant(Map.of(), Map.of(), Map.of("min.insync.replicas", "2"), 2));

        ServerVariant variant = CellRun.variant(cell, Map.of(), Map.of("broker.id", "1"));

        assertThat(variant.brokerSettings())
                .containsExactlyInAnyOrderEntriesOf(Map.of("min.insync.replicas", "2", "broker.id", "1"));
        assertThat(variant.datacenters()).isEqualTo(2);
    }

    @Test
    void should_keep_the_results_of_other_cells_in_the_report() {
        Path report = folder.resolve("reports/matrix.json");
        CellResult second = result("second", Verdict.PASS);

        MatrixReport.add(report, result("first", Verdict.FAIL));
        MatrixReport.add(report, second);
        MatrixReport.add(report, result("first", Verdict.PASS));

        assertThat(MatrixReport.read(report)).containsExactly(result("first", Verdict.PASS), second);
    }

    @Test
    void should_keep_the_result_of_a_run_when_the_cell_is_not_run() {
        Path report = folder.resolve("matrix.json");
        MatrixReport.add(report, result("passed", Verdict.PASS));
        MatrixReport.add(report, result("failed", Verdict.FAIL));
        MatrixReport.add(report, result("passed", Verdict.NOT_RUN));
        MatrixReport.add(report, result("failed", Verdict.NOT_RUN));

        assertThat(MatrixReport.read(report))
                .containsExactly(result("passed", Verdict.PASS), result("failed", Verdict.FAIL));
    }

    @Test
    void should_show_cells_without_a_result_as_never_run() {
        Cell added = Cell.of("added", "any", Drills.ofKafka());

        List<CellResult> complete = MatrixReport.complete(
                List.of(result("any", Verdict.PASS)), List.of(CELL, added.withJava(21, Optional.empty())));

        assertThat(complete).extracting(CellResult::cell).containsExactly("any", "added");
        assertThat(complete.get(0)).isEqualTo(result("any", Verdict.PASS));
        assertThat(complete.get(1).markdownRow())
                .endsWith("| 21 | consumer-kill, malformed-records, commands |  | never run |");
    }

    @Test
    void should_name_only_versions_that_passed() {
        List<CellResult> results = List.of(
                result("a", "3.9.2", Verdict.PASS),
                result("b", "3.10.0", Verdict.PASS),
                result("c", "4.0.2", Verdict.FAIL));

        assertThat(MatrixReport.passedVersions(results))
                .containsExactly(
                        "| Kafka brokers | 3.10.0, 3.9.2 |", "| Cassandra | 5.0.9 |", "| Java of the programs | 17 |");
    }

    @Test
    void should_not_name_versions_that_the_consumer_refuses() {
        Cell cell = Cells.all(List.of()).stream()
                .filter(any -> any.drills().get(0).isRefused())
                .findFirst()
                .orElseThrow();
        CellResult refused = CellResult.of(cell, Instant.EPOCH, Verdict.PASS, 60, List.of());

        assertThat(MatrixReport.passedVersions(List.of(refused, result("a", "3.9.2", Verdict.PASS))))
                .contains("| Kafka brokers | 3.9.2 |");
    }

    @Test
    void should_fail_when_a_cell_failed_or_none_was_run() {
        CellResult passed = result("a", Verdict.PASS);
        CellResult notRun = result("b", Verdict.NOT_RUN);

        assertThat(MatrixMain.exitCode(List.of(passed, notRun))).isEqualTo(Program.OK);
        assertThat(MatrixMain.exitCode(List.of(passed, result("c", Verdict.FAIL))))
                .isEqualTo(Program.FAILED);
        assertThatThrownBy(() -> MatrixMain.exitCode(List.of(notRun)))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(Program.FAILED))
                .hasMessage("no cell was run; the table has the reasons");
    }

    private static CellResult result(String cell, Verdict verdict) {
        return result(cell, "1.0.0", verdict);
    }

    private static CellResult result(String cell, String kafka, Verdict verdict) {
        return new CellResult(
                cell,
                "any",
                kafka,
                "5.0.9",
                17,
                List.of("commands"),
                "0123abc",
                "2026-11-26T11:30:00Z",
                verdict,
                60,
                List.of());
    }

    private CellRun run(DrillRunner runner) {
        return new CellRun(jars(), runner, line -> {});
    }

    private ServerJars jars() {
        return new ServerJars(
                new Repository(folder),
                command -> {
                    commands.add(command);
                    return Optional.of("no such version");
                },
                line -> {});
    }
}
