package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.consumer.cli.ServerOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consumer.jar doctor}: runs every check in order. Creates and commits nothing. One thread. */
@Command(
        name = "doctor",
        description = {
            "Checks Kafka, Cassandra and the schema registry for the usual problems, and says what to do.",
            "",
            "Prints one line per check with OK, WARN or FAIL, or SKIP when a check that it depends on failed. Changes"
                    + " nothing, and ends within a minute whatever is unavailable. Run it with the options"
                    + " of the consumer.",
        },
        footer = {"", "Exit codes: 0 nothing fails, 1 something fails, 2 bad usage."})
public final class DoctorCommand extends Subcommand {

    @Option(names = "--json", description = "one JSON object per line")
    boolean json;

    @Mixin
    private final ServerOptions servers = new ServerOptions();

    @Override
    protected int run(StopSignal stop, PrintWriter out) throws InterruptedException {
        var kafkaConfig = servers.kafka();
        var cassandraConfig = servers.cassandra();
        Optional<RegistryConfig> registryConfig = servers.registry();
        CheckRunner runner = new CheckRunner(stop, out, json);
        runner.run(Check.JAVA, DoctorCommand::java);
        try (KafkaChecks kafka = new KafkaChecks(kafkaConfig, stop)) {
            runner.run(Check.BROKER, kafka::broker);
            runner.run(Check.TOPIC, kafka::topic);
            runner.run(Check.RECORDS, kafka::records);
            runner.run(Check.DEAD_LETTERS, kafka::deadLetters);
            runner.run(Check.GROUP, kafka::group);
            runner.run(Check.LAG, kafka::lag);
            runner.run(Check.KAFKA_CLOCK, kafka::clock);
        }
        if (registryConfig.isPresent()) {
            try (RegistryChecks registry = new RegistryChecks(registryConfig.get(), kafkaConfig.topic())) {
                runner.run(Check.REGISTRY, registry::registry);
                runner.run(Check.SUBJECT, registry::subject);
            }
        }
        try (CassandraChecks cassandra = new CassandraChecks(cassandraConfig, stop)) {
            runner.run(Check.CASSANDRA, cassandra::nodes);
            runner.run(Check.TABLE, cassandra::table);
            runner.run(Check.CASSANDRA_CLOCK, cassandra::clock);
        }
        return runner.exitCode();
    }

    private static CheckResult java() {
        return CheckResult.ok("Java " + Runtime.version() + ", heap of "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB at most, "
                + Runtime.getRuntime().availableProcessors() + " processors");
    }
}
