package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.consumer.cli.CassandraOptions;
import io.orderpipeline.consumer.cli.ConsumerKafkaOptions;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.cli.Subcommands;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: options in, exit code out. */
@Command(
        name = "doctor",
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        description = {
            "Asks Kafka and Cassandra what is usually wrong, and tells what to do.",
            "",
            "One line each with OK, WARN or FAIL, or SKIP when there was nobody to ask. Changes nothing, and ends within a"
                    + " minute whatever is away. Give it the options that the consumer is run with.",
        },
        footer = {"", "Exit codes: 0 nothing fails, 1 something does, 2 bad usage."})
public final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final ConsumerKafkaOptions kafka = new ConsumerKafkaOptions();

    @ArgGroup(validate = false, heading = "%nCassandra%n", order = 2)
    private final CassandraOptions cassandra = new CassandraOptions();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Subcommands.refuseOptionsBefore(spec);
        KafkaConfig config = kafka.toConfig();
        Doctor.Patient patient = new Doctor.Patient(
                config.settings(), config.topic(), config.group(), config.deadLetterTopic(), cassandra.toConfig());
        return new Doctor(patient, Subcommands.stop(spec), spec.commandLine().getOut(), json).run();
    }
}
