package io.orderpipeline.testing.matrix;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillContext.Load;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command line of {@code scripts/matrix}. */
@Command(
        name = "matrix",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Runs shortened fault drills with other versions of Kafka, Cassandra and Java, and with other"
                + " settings of the servers. Each cell starts and removes its own servers. Maven fetches the versions"
                + " that it does not have yet.",
        footer = {"", "Exit codes: 0 every cell that was run passed, 1 a cell failed, or none was run, 2 bad usage."})
final class MatrixMain implements Callable<Integer> {

    private static final int RATE = 500;
    private static final long SEED = 7;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "run only the cells whose name contains this text; repeatable")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--java",
            paramLabel = "HOME",
            description = "another Java, beside the one that runs this: for the programs, and for old servers, which"
                    + " need Java 11; repeatable")
    List<Path> homes = new ArrayList<>();

    @Option(names = "--list", description = "print the cells and exit")
    boolean list;

    @Option(
            names = "--print-report",
            description = "print the results of --report as the tables of docs/compatibility.md, and exit")
    boolean printReport;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "testing/end-to-end/target/matrix.json",
            description = "file for the results as JSON; keeps its results of cells that are not run"
                    + " (default: ${DEFAULT-VALUE})")
    Path report;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        if (printReport) {
            List<CellResult> reported = MatrixReport.read(report);
            MatrixReport.passedVersions(reported).forEach(System.out::println);
            System.out.println();
            MatrixReport.complete(reported, Cells.all(List.of())).stream()
                    .map(CellResult::markdownRow)
                    .forEach(System.out::println);
            return Program.OK;
        }
        List<Cell> cells = chosen();
        if (list) {
            TextTable table = new TextTable("ll", "cell", "");
            cells.forEach(cell -> table.row(cell.name(), cell.about()));
            table.lines("").forEach(System.out::println);
            return Program.OK;
        }
        List<CellResult> results = run(cells);
        System.out.println();
        CellResult.table(results).forEach(System.out::println);
        System.out.println("report: " + report);
        return exitCode(results);
    }

    /** @throws UserError when no cell was run, so that nothing was tested */
    static int exitCode(List<CellResult> results) {
        if (results.stream().allMatch(result -> result.verdict() == Verdict.NOT_RUN)) {
            throw UserError.failed("no cell was run; the table has the reasons");
        }
        return results.stream().anyMatch(result -> result.verdict() == Verdict.FAIL) ? Program.FAILED : Program.OK;
    }

    private List<Cell> chosen() {
        List<Cell> all = Cells.all(javas());
        List<Cell> chosen = all.stream()
                .filter(cell -> only.isEmpty() || only.stream().anyMatch(cell.name()::contains))
                .toList();
        UserError.requireUsage(
                !chosen.isEmpty(), "--only " + String.join(", ", only) + " matches no cell; --list prints all");
        return chosen;
    }

    private List<Java> javas() {
        List<Java> javas = Stream.concat(
                        Stream.of(Java.running()), homes.stream().map(Java::new))
                .toList();
        javas.forEach(java -> UserError.requireUsage(
                java.version().isPresent(),
                "--java " + java.home() + " is no Java home: it has no readable file 'release'"));
        return javas;
    }

    private List<CellResult> run(List<Cell> cells) {
        // Fails now, not after the first cell, when the report cannot be read.
        var unused = MatrixReport.readIfExists(report);
        var progress = DrillContext.timedLog(System.out);
        Load load = new Load(RATE, SEED, Load.Mode.SHORT);
        CellRun run = CellRun.of(ServerJars.of(Repository.find(), progress), load, progress);
        List<CellResult> results = new ArrayList<>();
        for (Cell cell : cells) {
            System.out.printf("%n%d of %d, %s: %s%n", results.size() + 1, cells.size(), cell.name(), cell.about());
            CellResult result = run.run(cell);
            System.out.println("  " + result.verdict());
            result.why().forEach(why -> System.out.println("  " + why));
            results.add(result);
            MatrixReport.add(report, result);
        }
        return results;
    }

    public static void main(String[] args) {
        System.exit(new Program(new MatrixMain(), "ORDER_MATRIX", System.getenv()).run(args));
    }
}
