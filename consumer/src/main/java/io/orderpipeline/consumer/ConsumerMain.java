package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.CompletionCommand;
import io.orderpipeline.common.cli.OutputOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cli.ConsumerKafkaOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.deadletter.DeadLettersCommand;
import io.orderpipeline.consumer.doctor.DoctorCommand;
import io.orderpipeline.consumer.verify.VerifyCommand;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

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
            CompletionCommand.class,
        },
        description = "Takes orders from Kafka to Cassandra, one thread per partition, and accounts for every one."
                + " Stop it with Ctrl+C: it finishes what it holds and prints statistics.",
        footer = {
            "",
            "Every option can also be set in the environment (--batch-size: ORDER_CONSUMER_BATCH_SIZE).",
            "Exit codes: 0 a clean end, 1 it failed, 2 bad usage."
        })
public final class ConsumerMain implements Callable<Integer>, Subcommand.Root {

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final ConsumerKafkaOptions kafka = new ConsumerKafkaOptions();

    @ArgGroup(validate = false, heading = "%nCassandra%n", order = 2)
    private final CassandraWriteOptions cassandra = new CassandraWriteOptions();

    @ArgGroup(validate = false, heading = "%nHow to run%n", order = 3)
    private final RunOptions run = new RunOptions();

    @ArgGroup(validate = false, heading = "%nHow to look at it%n", order = 4)
    private final OutputOptions view = new OutputOptions();

    @ArgGroup(validate = false, heading = "%nHow to look at it over HTTP%n", order = 5)
    private final ConsumerHttpOptions http = new ConsumerHttpOptions();

    @ArgGroup(validate = false, heading = "%nWhen to raise an alert%n", order = 6)
    private final AlertOptions alert = new AlertOptions();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

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
    @Override
    public StopSignal stop() {
        return stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new ConsumerApp(config(), stop, System.out, System.err, writerView).run();
    }

    private ConsumerConfig config() {
        return new ConsumerConfig(
                kafka.toConfig(),
                cassandra.toWriteConfig(),
                run.threads(),
                run.batchSize,
                run.maximumRecords(),
                run.maximumBytes(),
                run.exitWhenCaughtUp,
                run.startupTimeout,
                view.toMode(),
                http.toConfig(),
                alert.toConfig());
    }

    public static void main(String[] args) {
        // First of all, so that an early Ctrl+C is a clean end too.
        StopSignal stop = StopSignal.fromOperatingSystem();
        System.exit(new Program(new ConsumerMain(stop), "ORDER_CONSUMER", System.getenv()).run(args));
    }
}
