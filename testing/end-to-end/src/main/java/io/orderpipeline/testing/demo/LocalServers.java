package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.Ports;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.oracle.Cluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Both servers as child processes of the demo. */
final class LocalServers implements DemoServers {

    private static final int KAFKA_PORT = 9092;
    private static final int CASSANDRA_PORT = 9042;
    private static final int REGISTRY_PORT = 8081;

    private final LocalStack stack;
    private final StackCommand command;
    private final DemoOutput output;
    private boolean kept;

    private LocalServers(LocalStack stack, StackCommand command, DemoOutput output) {
        this.stack = stack;
        this.command = command;
        this.output = output;
    }

    /** @param hasRegistry whether a schema registry is one of them */
    static LocalServers in(Path data, boolean hasRegistry, StackCommand command, DemoOutput output) {
        StackConfig free = StackConfig.onFreePorts(data);
        StackConfig config = free.withPorts(
                Ports.isFree(KAFKA_PORT) ? KAFKA_PORT : free.kafkaPort(),
                Ports.isFree(CASSANDRA_PORT) ? CASSANDRA_PORT : free.cassandraPort());
        StackConfig all = hasRegistry
                ? config.withSchemaRegistry(Ports.isFree(REGISTRY_PORT) ? REGISTRY_PORT : Ports.free())
                : config;
        try {
            return new LocalServers(LocalStack.open(all, output::say), command, output);
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
    }

    @Override
    public Cluster start() {
        try {
            stack.startAll();
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
        Cluster cluster = Cluster.of(stack);
        return stack.config().ports().schemaRegistry().isPresent()
                ? cluster.withRegistry(stack.schemaRegistry().url())
                : cluster;
    }

    /** A signal that is sent to the whole process group, as {@code timeout} does, ends them too. */
    @Override
    public void requireRunning() {
        stack.servers().stream().filter(server -> !server.isAlive()).findFirst().ifPresent(ended -> {
            throw UserError.failed(ended.name() + " has ended, so the orders cannot be counted: "
                    + ended.end().reason() + ". To stop the demo, press Ctrl+C, or send SIGTERM to its"
                    + " process only");
        });
    }

    /** Child processes end with the demo, so the servers are restarted by the stack script. */
    @Override
    public void keep() {
        output.say("Restarting the servers so that they stay up, which takes 10 to 30 seconds.");
        stack.close();
        StackConfig config = stack.config();
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--data=" + config.dataDir(),
                "--kafka-port=" + config.kafkaPort(),
                "--cassandra-port=" + config.cassandraPort()));
        config.ports()
                .schemaRegistry()
                .ifPresent(port -> arguments.addAll(List.of("--schema-registry", "--schema-registry-port=" + port)));
        command.run(arguments.toArray(String[]::new));
        kept = true;
    }

    @Override
    public List<String> epilogue() {
        StackConfig config = stack.config();
        boolean isDefault = config.kafkaPort() == KAFKA_PORT && config.cassandraPort() == CASSANDRA_PORT;
        String ports = " --kafka-port " + config.kafkaPort() + " --cassandra-port " + config.cassandraPort();
        DemoEpilogue epilogue = new DemoEpilogue(
                "scripts/stack",
                "--data " + DemoEpilogue.quoted(config.dataDir()),
                (isDefault ? "" : ports)
                        + config.ports()
                                .schemaRegistry()
                                .map(port -> " --schema-registry --schema-registry-port " + port)
                                .orElse(""),
                "--bootstrap-servers localhost:" + config.kafkaPort() + " --contact-points 127.0.0.1:"
                        + config.cassandraPort()
                        + config.ports()
                                .schemaRegistry()
                                .map(port -> " --schema-registry "
                                        + stack.schemaRegistry().url())
                                .orElse(""));
        return kept ? epilogue.whenKept() : epilogue.whenStopped();
    }

    @Override
    public void close() {
        stack.close();
    }
}
