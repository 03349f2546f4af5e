package io.orderpipeline.testing.soak;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillContext.Load;
import io.orderpipeline.testing.drill.DrillEnvironment;
import io.orderpipeline.testing.drill.DrillSetup;
import io.orderpipeline.testing.oracle.TableKind;
import io.orderpipeline.testing.process.ProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command line of {@code scripts/soak}. */
@Command(
        name = "soak",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Runs the pipeline for a long time on its own servers and injects faults at random. Proves at the"
                + " end that no order is lost, duplicated or wrong, and that the undisturbed processes show no drift of"
                + " heap, memory, threads, open files and latency.",
        footer = {"", "Exit codes: 0 every check passed, 1 a check failed or could not be made, 2 bad usage."})
final class SoakMain implements Callable<Integer> {

    /** Thirds of a shorter run have too few quiet seconds. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** The largest number that was tested with the heap of the script. */
    private static final long MOST_ORDERS = 2_000_000;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30m",
            description = "how long the producer runs, 5m or more (default: ${DEFAULT-VALUE})")
    Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            defaultValue = "1000",
            description = "orders per second; 2,000,000 orders in total at most (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "seed of the random faults (default: random, printed)")
    Long seed;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "128m",
            description = "heap of each consumer (default: ${DEFAULT-VALUE})")
    String heap;

    @Option(
            names = "--table-layout",
            paramLabel = "LAYOUT",
            defaultValue = "plain",
            description = "plain or bounded (default: ${DEFAULT-VALUE})")
    TableKind table;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "testing/end-to-end/target/soak",
            description = "directory for report.html, samples.csv and faults.csv (default: ${DEFAULT-VALUE})")
    Path report;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() throws IOException {
        UserError.requireUsage(
                duration.compareTo(SHORTEST) >= 0, "--duration must be 5m or more, was " + duration.toSeconds() + "s");
        long orders = duration.toSeconds() * rate;
        UserError.requireUsage(
                orders <= MOST_ORDERS,
                "--duration and --rate give %,d orders; the oracle holds them in memory and takes %,d at most"
                        .formatted(orders, MOST_ORDERS));
        Load load = Load.of(rate, seed);
        String title =
                "Soak of %d min at %,d orders per second, --seed %d".formatted(duration.toMinutes(), rate, load.seed());
        System.out.println(title);
        Files.createDirectories(report);
        SoakReport written = new SoakReport(run(load), title);
        written.writeTo(report);
        System.out.println();
        written.lines().forEach(System.out::println);
        System.out.println("report: " + report.resolve("report.html"));
        return written.result().isPassed() ? Program.OK : Program.FAILED;
    }

    private Soak.Result run(Load load) throws IOException {
        Consumer<String> progress = DrillContext.timedLog(System.out);
        try (DrillEnvironment environment = new DrillEnvironment(progress);
                DrillContext context = new DrillContext(
                        environment.stack(CassandraTuning.SHIPPED, ClusterSize.ALONE, false),
                        load,
                        DrillSetup.DEFAULT,
                        table,
                        false,
                        progress)) {
            return new Soak(duration, heap, report).on(context);
        } catch (ProcessException | StackException | AssertionError e) {
            throw UserError.failed(e.getMessage(), e);
        }
    }

    public static void main(String[] args) {
        System.exit(new Program(new SoakMain(), "ORDER_SOAK", System.getenv()).run(args));
    }
}
