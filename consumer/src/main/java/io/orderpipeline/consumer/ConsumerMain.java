package io.orderpipeline.consumer;

import io.orderpipeline.cli.BuildVersion;
import io.orderpipeline.cli.CommonOptions;
import io.orderpipeline.cli.Program;
import io.orderpipeline.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.RowWriter;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The edge of {@code consumer.jar}: options in, exit code out. */
@Command(
        name = "consumer",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        subcommands = {
            VerifyCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
        },
        description = "Takes orders from Kafka to Cassandra, one thread per partition, and accounts for every one."
                + " Stop it with Ctrl+C: it finishes what it holds and prints statistics.",
        footer = {
            "",
            "Every option can also be set in the environment (--batch-size: ORDER_CONSUMER_BATCH_SIZE).",
            "Exit codes: 0 a clean end, 1 it failed, 2 bad usage."
        })
public final class ConsumerMain implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nKafka%n")
    private final ConsumerOptions.Kafka kafka = new ConsumerOptions.Kafka();

    @ArgGroup(validate = false, heading = "%nCassandra%n")
    private final ConsumerOptions.Cassandra cassandra = new ConsumerOptions.Cassandra();

    @ArgGroup(validate = false, heading = "%nHow to run%n")
    private final ConsumerOptions.Run run = new ConsumerOptions.Run();

    @ArgGroup(validate = false, heading = "%nHow to look at it%n")
    private final ConsumerOptions.Http http = new ConsumerOptions.Http();

    @ArgGroup(validate = false, heading = "%nWhen to raise an alert%n")
    private final ConsumerOptions.Alert alert = new ConsumerOptions.Alert();

    @Mixin
    CommonOptions common;

    private final StopSignal stop;
    private final UnaryOperator<RowWriter> writerView;

    ConsumerMain(StopSignal stop) {
        this(stop, UnaryOperator.identity());
    }

    /** @param writerView is put around the writer: benchmarks watch the program as it is shipped */
    public ConsumerMain(StopSignal stop, UnaryOperator<RowWriter> writerView) {
        this.stop = stop;
        this.writerView = writerView;
    }

    /** For subcommands. */
    StopSignal stop() {
        return stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConsumerConfig config = ConsumerOptions.toConfig(kafka, cassandra, run, http, alert);
        return new ConsumerApp(config, stop, System.out, writerView).run();
    }

    public static void main(String[] args) {
        // First of all, so that an early Ctrl+C is a clean end too.
        StopSignal stop = StopSignal.fromOperatingSystem();
        System.exit(new Program(new ConsumerMain(stop), "ORDER_CONSUMER", System.getenv()).run(args));
    }
}
