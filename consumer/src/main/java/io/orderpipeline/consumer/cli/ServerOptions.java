package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.common.schema.RegistryOptions;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;

/** The options of all servers, for commands that read topic and table. A mixin of picocli. */
public final class ServerOptions {

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final ConsumerKafkaOptions kafka = new ConsumerKafkaOptions();

    @ArgGroup(validate = false, heading = "%nSchema registry%n", order = 2)
    private final RegistryOptions registry = new RegistryOptions();

    @ArgGroup(validate = false, heading = "%nCassandra%n", order = 3)
    private final CassandraOptions cassandra = new CassandraOptions();

    public KafkaConfig kafka() {
        return kafka.toConfig();
    }

    /** Empty without a registry. */
    public Optional<RegistryConfig> registry() {
        return registry.toConfig();
    }

    public CassandraConfig cassandra() {
        return cassandra.toConfig();
    }
}
