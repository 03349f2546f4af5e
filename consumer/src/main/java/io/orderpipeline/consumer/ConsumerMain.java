package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.CompletionCommand;
import io.orderpipeline.common.cli.OutputOptions;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.http.HttpOptions;
import io.orderpipeline.common.schema.RegistryOptions;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cli.ConsumerKafkaOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.deadletter.DeadLettersCommand;
import io.orderpipeline.consumer.doctor.DoctorCommand;
import io.orderpipeline.consumer.lookup.OrderCommand;
import io.orderpipeline.consumer.verify.VerifyCommand;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** The command line of {@code consumer.jar}: parses the options and returns the exit code. */
@Command(
        name = "consumer",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        subcommands = {
            VerifyCommand.class,
            OrderCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
        },
        description =
                "Streams orders from Kafka into Cassandra, one thread per partition, and proves that none was lost."
                        + " Stop it with Ctrl+C: it finishes the records in flight and prints statistics.",
        footer = {
            "",
            "Every option can also be set in the environment (--batch-size: ORDER_CONSUMER_BATCH_SIZE).",
            "Exit codes: 0 a clean end, 1 it failed, 2 bad usage."
        })
public final class ConsumerMain implements Callable<Integer>, Subcommand.Root {

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final ConsumerKafkaOptions kafka = new ConsumerKafkaOptions();

    @ArgGroup(validate = false, heading = "%nSchema registry%n", order = 2)
    private final RegistryOptions registry = new RegistryOptions();

    @ArgGroup(validate = false, heading = "%nCassandra%n", order = 3)
    private final CassandraWriteOptions cassandra = new CassandraWriteOptions();

    @ArgGroup(validate = false, heading = "%nRunning%n", order = 4)
    private final RunOptions run = new RunOptions();

    @ArgGroup(validate = false, heading = "%nOutput%n", order = 5)
    private final OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, heading = "%nHTTP%n", order = 6)
    private final HttpOptions.OnByDefault http = new HttpOptions.OnByDefault();

    @ArgGroup(validate = false, heading = "%nAlerts%n", order = 7)
    private final AlertOptions alerts = new AlertOptions();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    private final StopSignal stop;
    private final UnaryOperator<RowWriter> writerDecorator;

    ConsumerMain(StopSignal stop) {
        this(stop, UnaryOperator.identity());
    }

    /** @param writerDecorator wraps the writer, so that benchmarks can measure the program as it is shipped */
    public ConsumerMain(StopSignal stop, UnaryOperator<RowWriter> writerDecorator) {
        this.stop = stop;
        this.writerDecorator = writerDecorator;
    }

    @Override
    public StopSignal stop() {
        return stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new ConsumerApp(config(), stop, System.out, System.err, writerDecorator).run();
    }

    private ConsumerConfig config() {
        return new ConsumerConfig(
                kafka.toConfig(),
                registry.toConfig(),
                cassandra.toWriteConfig(),
                run.threads(),
                run.batchSize,
                run.maximumRecords(),
                run.maximumBytes(),
                run.exitWhenCaughtUp,
                run.startupTimeout,
                output.toMode(),
                http.toConfig(),
                alerts.toConfig());
    }

    public static void main(String[] args) {
        // First, so that an early Ctrl+C is a clean end too.
        StopSignal stop = StopSignal.fromOperatingSystem();
        System.exit(new Program(new ConsumerMain(stop), "ORDER_CONSUMER", System.getenv()).run(args));
    }
}
