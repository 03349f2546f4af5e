package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.FileTree;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
public record StackState(
        ProcessRef supervisor, int kafkaPort, int cassandraPort, ClusterSize size, List<ProcessRef> servers) {

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

    /** Brokers first, as {@link #servers} has their processes. */
    List<NodeAddress> seats() {
        return Stream.concat(brokers().stream(), nodes().stream()).toList();
    }

    boolean isUp() {
        return !servers.isEmpty();
    }

    /** The state of a supervisor that lives; what a dead one left behind counts as nothing. */
    public static Optional<StackState> ofRunning(Path data) {
        return read(data).filter(state -> state.supervisor().isAlive());
    }

    static Optional<StackState> read(Path data) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file(data))) {
            properties.load(reader);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + file(data) + ": " + e, e);
        }
        return Optional.of(parse(properties));
    }

    /** In one step, so that no reader sees half of it. */
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
        FileTree.delete(file(data));
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
