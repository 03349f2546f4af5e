package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.consumer.cli.CassandraOptions;
import io.orderpipeline.consumer.cli.ConsumerKafkaOptions;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.cli.Subcommands;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The edge of {@code consumer.jar verify}. */
@Command(
        name = "verify",
        versionProvider = BuildVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        description = "Compares topic, table and dead letters. Changes nothing, and may run beside a consumer at work.",
        footer = {
            "",
            "The last line begins with PASS (all is proven), FAIL (something is lost, wrong or unexpected) or INCOMPLETE"
                    + " (nothing is wrong, but records are not consumed yet).",
            "Temporary files in java.io.tmpdir take about 80 bytes for each order of the largest partition.",
            "Exit codes: 0 PASS, 1 anything else, 2 bad usage."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final ConsumerKafkaOptions kafka = new ConsumerKafkaOptions();

    @ArgGroup(validate = false, heading = "%nCassandra%n", order = 2)
    private final CassandraOptions cassandra = new CassandraOptions();

    @Option(
            names = "--startup-timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description =
                    "how long to wait for broker, topic and Cassandra each, 0 for ever (default: ${DEFAULT-VALUE})")
    Duration startupTimeout;

    @Option(names = "--json", description = "the same as one JSON object")
    boolean json;

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        Subcommands.refuseOptionsBefore(spec);
        KafkaConfig config = kafka.toConfig();
        VerifySettings settings = new VerifySettings(
                config.settings(),
                config.topic(),
                config.group(),
                config.deadLetterTopic(),
                cassandra.toConfig(),
                startupTimeout);
        return new VerifyApp(
                        settings, Subcommands.stop(spec), spec.commandLine().getOut())
                .run(json);
    }
}
