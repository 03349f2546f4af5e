package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.testing.process.Repository;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The edge of {@code scripts/demo}: options in, exit code out. */
@Command(
        name = "demo",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Shows the whole pipeline on this machine: starts Kafka and Cassandra, runs both programs, counts"
                + " what arrived, and stops what it started.",
        footer = {"", "Exit codes: 0 every order arrived, 1 one did not or something failed, 2 bad usage."})
public final class DemoMain implements Callable<Integer> {

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long orders are made, default ${DEFAULT-VALUE}")
    Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            defaultValue = "500",
            description = "orders a second, default ${DEFAULT-VALUE}")
    int rate;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where Kafka and Cassandra keep their files, emptied at the start, default .stack/demo")
    Path data;

    @Option(names = "--docker", description = "run Kafka and Cassandra in Docker in place of that")
    boolean docker;

    @Option(
            names = "--keep",
            description = "leave Kafka and Cassandra running at the end, and tell how to look at the rows")
    boolean keep;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Repository repository = Repository.find();
        Path folder = data == null ? repository.root().resolve(".stack/demo") : data;
        DemoConfig config = new DemoConfig(repository, duration, rate, folder, docker, keep, started());
        return new Demo(config, stopSignal(), new DemoOutput(System.out)).run();
    }

    /** The script tells in seconds since the epoch, with or without a fraction, whose mark depends on the language. */
    private static Instant started() {
        String started = System.getProperty("demo.started");
        return started == null
                ? Instant.now()
                : Instant.ofEpochMilli(new BigDecimal(started.replace(',', '.'))
                        .movePointRight(3)
                        .longValue());
    }

    /**
     * The second signal ends the virtual machine by its shutdown hooks, which kill the programs: a halt, as the
     * programs themselves do, would leave them behind.
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
