package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.localstack.StackFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the supervisor tells later commands, as the file {@code state} in the data directory.
 *
 * @param servers the processes, brokers first; empty while they start
 */
record StackState(ProcessRef supervisor, int kafkaPort, int cassandraPort, ClusterSize size, List<ProcessRef> servers) {

    static StackState starting(StackConfig config) {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid());
        return new StackState(self, config.kafkaPort(), config.cassandraPort(), config.size(), List.of());
    }

    StackState up(LocalStack stack) {
        List<ProcessRef> started = stack.servers().stream()
                .map(server -> ProcessRef.of(server.pid()))
                .toList();
        return new StackState(supervisor, kafkaPort, cassandraPort, size, started);
    }

    List<NodeAddress> brokers() {
        return NodeAddress.brokers(size, kafkaPort);
    }

    List<NodeAddress> nodes() {
        return NodeAddress.nodes(size, cassandraPort);
    }

    /** In the order of {@link #servers}: brokers first. */
    List<NodeAddress> addresses() {
        return Stream.concat(brokers().stream(), nodes().stream()).toList();
    }

    boolean isUp() {
        return !servers.isEmpty();
    }

    /** Empty when the supervisor has ended. */
    static Optional<StackState> ofRunning(Path data) {
        return read(data).filter(state -> state.supervisor().isAlive());
    }

    static Optional<StackState> read(Path data) {
        return StackFiles.readProperties(file(data)).map(StackState::parse);
    }

    /** Atomic for readers. */
    void write(Path data) {
        Properties properties = new Properties();
        properties.setProperty("supervisor", supervisor.toString());
        properties.setProperty("kafka.port", Integer.toString(kafkaPort));
        properties.setProperty("cassandra.port", Integer.toString(cassandraPort));
        properties.setProperty("brokers", Integer.toString(size.brokers()));
        properties.setProperty("cassandra.nodes", Integer.toString(size.cassandraNodes()));
        properties.setProperty(
                "servers", servers.stream().map(ProcessRef::toString).collect(Collectors.joining(" ")));
        Path next = data.resolve("state.next");
        try {
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file(data), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("cannot write " + file(data) + ": " + e, e);
        }
    }

    static void delete(Path data) {
        StackFiles.delete(file(data));
    }

    private static StackState parse(Properties properties) {
        List<ProcessRef> servers = Arrays.stream(
                        properties.getProperty("servers").split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(ProcessRef::parse)
                .toList();
        return new StackState(
                ProcessRef.parse(properties.getProperty("supervisor")),
                Integer.parseInt(properties.getProperty("kafka.port")),
                Integer.parseInt(properties.getProperty("cassandra.port")),
                new ClusterSize(
                        Integer.parseInt(properties.getProperty("brokers", "1")),
                        Integer.parseInt(properties.getProperty("cassandra.nodes", "1"))),
                servers);
    }

    private static Path file(Path data) {
        return data.resolve("state");
    }
}
