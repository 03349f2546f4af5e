package io.orderpipeline.producer;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.CompletionCommand;
import io.orderpipeline.common.cli.OutputOptions;
import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpOptions;
import io.orderpipeline.common.schema.RegistryOptions;
import io.orderpipeline.producer.output.SendOutputs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of {@code producer.jar}: options in, exit code out. */
@Command(
        name = "producer",
        abbreviateSynopsis = true,
        description = "Generates realistic orders and streams them to Kafka, keyed by category.",
        subcommands = CompletionCommand.class,
        versionProvider = BuildVersion.class,
        sortOptions = false)
public final class ProducerMain implements Callable<Integer> {

    private final StopSignal stop;
    private final OutputStream data;

    @Spec
    CommandSpec command;

    @ArgGroup(validate = false, heading = "%nOrders%n", order = 1)
    ProducerOptions.Generator content = new ProducerOptions.Generator();

    @ArgGroup(validate = false, heading = "%nRate and duration%n", order = 2)
    ProducerOptions.Pace pace = new ProducerOptions.Pace();

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 3)
    ProducerOptions.Kafka kafka = new ProducerOptions.Kafka();

    @ArgGroup(validate = false, heading = "%nFormat%n", order = 4)
    ProducerOptions.Format format = new ProducerOptions.Format();

    @ArgGroup(validate = false, heading = "%nSchema registry%n", order = 5)
    RegistryOptions registry = new RegistryOptions();

    @ArgGroup(validate = false, heading = "%nOutput%n", order = 6)
    OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, heading = "%nHTTP%n", order = 7)
    HttpOptions.OffByDefault http = new HttpOptions.OffByDefault();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 8)
    CommonOptions common = new CommonOptions();

    /** @param data where a dry run prints the orders */
    public ProducerMain(StopSignal stop, OutputStream data) {
        this.stop = stop;
        this.data = data;
    }

    public static void main(String[] args) {
        // First of all, so that an early Ctrl+C is a clean end too.
        StopSignal stop = StopSignal.fromOperatingSystem();
        var command = new ProducerMain(stop, new FileOutputStream(FileDescriptor.out));
        System.exit(new Program(command, "ORDER_PRODUCER", System.getenv()).run(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        OutputMode mode = output.toMode();
        if (content.dryRun && mode != OutputMode.LIVE) {
            throw UserError.badUsage("--dry-run prints orders and nothing else; leave out --plain or --json");
        }
        var config = new ProducerApp.Config(
                content.settings(),
                pace.settings(),
                format.settings(registry.toConfig()),
                kafka.target(),
                http.toConfig(),
                content.dryRun);
        var app = new ProducerApp(config, stop);
        var outputs = new SendOutputs(command.commandLine().getOut(), data, System.err, stop);
        return config.dryRun() ? app.print(data) : app.send(plan -> outputs.open(mode, plan));
    }
}
