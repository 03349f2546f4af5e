package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.SimilarNames;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.terminal.Terminals;
import io.orderpipeline.testing.process.Repository;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command line of {@code scripts/demo}. */
@Command(
        name = "demo",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Runs the whole pipeline on this machine: starts Kafka and Cassandra, runs both programs, counts"
                + " the stored orders, and stops everything that it started.",
        footer = {"", "Exit codes: 0 every order was stored, 1 an order is missing or a step failed, 2 bad usage."})
final class DemoMain implements Callable<Integer> {

    private static final String JSON = "json";
    private static final List<String> FORMATS = List.of(JSON, "avro", "protobuf", "json-schema");

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long the producer runs (default: ${DEFAULT-VALUE})")
    Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            defaultValue = "500",
            description = "orders per second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = JSON,
            description = "of the orders: json, avro, protobuf or json-schema; all but json start a schema registry too"
                    + " (default: ${DEFAULT-VALUE})")
    String format;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data directory of the servers, emptied at the start (default: .stack/demo)")
    private Path data;

    @Option(names = "--docker", description = "run Kafka and Cassandra in Docker")
    boolean docker;

    @Option(names = "--keep", description = "leave Kafka and Cassandra running, and print how to query the rows")
    boolean keep;

    @Mixin
    CommonOptions common;

    final Repository repository = Repository.find();
    final Instant started = startTime();

    @Override
    public Integer call() {
        UserError.requireUsage(!duration.isZero(), "--duration must be above zero; try 60s");
        UserError.requireUsage(rate >= 1, "--rate must be 1 or more orders a second, was " + rate);
        UserError.requireUsage(
                FORMATS.contains(format),
                "--format: '" + TextTable.printable(format) + "' is not one of " + String.join(", ", FORMATS)
                        + SimilarNames.suggestion(FORMATS, format, name -> name));
        UserError.requireUsage(
                !docker || !hasSchema(), "--docker has no schema registry; leave out --docker or --format");
        return new Demo(this, stopSignal(), new DemoOutput(System.out, isCapableTerminal())).run();
    }

    /** Whether the orders need a schema registry. */
    boolean hasSchema() {
        return !format.equals(JSON);
    }

    Path data() {
        Path folder = data == null ? repository.root().resolve(".stack/demo") : data;
        return folder.toAbsolutePath().normalize();
    }

    /** The script passes seconds since the epoch; the decimal separator of their fraction depends on the locale. */
    private static Instant startTime() {
        String started = System.getProperty("demo.started");
        return started == null
                ? Instant.now()
                : Instant.ofEpochMilli(new BigDecimal(started.replace(',', '.'))
                        .movePointRight(3)
                        .longValue());
    }

    private static boolean isCapableTerminal() {
        return Terminals.showOutput() && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * The second signal ends the JVM through its shutdown hooks, which kill the child processes. A halt, as in the
     * programs, would leave them running.
     */
    private static StopSignal stopSignal() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"INT", "TERM"}) {
            Signals.register(name, () -> {
                if (stop.isRequested()) {
                    System.exit(Program.FAILED);
                }
                stop.request();
            });
        }
        return stop;
    }

    public static void main(String[] args) {
        System.exit(new Program(new DemoMain(), "ORDER_DEMO", System.getenv()).run(args));
    }
}
