package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Command line of {@code scripts/bench}. */
@Command(
        name = "bench",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Measures the programs and references in turn, on its own Kafka and Cassandra, and prints medians,"
                        + " spreads and ratios. Run nothing else on the machine meanwhile.",
        footer = {"", "Exit codes: 0 success, 1 a run failed or lost orders, 2 bad usage."})
final class BenchMain implements Callable<Integer> {

    @Parameters(
            paramLabel = "BENCHMARK",
            arity = "0..1",
            defaultValue = "all",
            description = "one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    BenchmarkKind kind;

    @Mixin
    BenchConfig config = new BenchConfig();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "file for the figures as JSON (default: testing/benchmarks/target/bench-BENCHMARK.json)")
    Path report;

    @Mixin
    CommonOptions common;

    private final String command;
    private final PrintStream out;

    BenchMain(String command, PrintStream out) {
        this.command = command;
        this.out = out;
    }

    @Override
    public Integer call() {
        config.check();
        Path file = report == null
                ? config.repository.root().resolve("testing/benchmarks/target/bench-" + kind + ".json")
                : report;
        Report.Environment environment = Report.Environment.current(command, config.heap);
        out.println(environment.line());
        List<Comparison> comparisons = new ArrayList<>();
        try {
            for (BenchmarkKind part : kind.parts()) {
                comparisons.add(run(part));
                // After each benchmark, so that hours of results survive the failure of a later one.
                new Report(environment, comparisons).write(file);
            }
        } finally {
            comparisons.forEach(this::print);
        }
        out.println();
        out.println("report: " + file);
        return Program.OK;
    }

    private Comparison run(BenchmarkKind part) {
        out.println();
        out.println(part);
        try (BenchContext bench = new BenchContext(config, out)) {
            return part.run(bench);
        }
    }

    private void print(Comparison comparison) {
        out.println();
        comparison.table().forEach(out::println);
    }

    public static void main(String[] args) {
        String command = ("scripts/bench " + String.join(" ", args)).strip();
        System.exit(new Program(new BenchMain(command, System.out), "ORDER_BENCH", System.getenv()).run(args));
    }
}
