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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /**
     * Identifies a process. The start time distinguishes it from a later process with the same id.
     *
     * @param startMillis since the epoch
     */
    record ProcessRef(long pid, long startMillis) {

        // The system derives start times from its boot time, which clock corrections shift.
        private static final long TOLERANCE_MILLIS = 2_000;

        static ProcessRef of(long pid) {
            return new ProcessRef(
                    pid, ProcessHandle.of(pid).map(ProcessRef::start).orElse(0L));
        }

        static ProcessRef parse(String text) {
            int at = text.indexOf('@');
            return new ProcessRef(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
        }

        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> Math.abs(start(handle) - startMillis) <= TOLERANCE_MILLIS);
        }

        boolean isAlive() {
            return find().isPresent();
        }

        /** Returns whether the process ended within the limit. */
        boolean awaitEnd(Duration limit) {
            return find().map(handle -> awaitEnd(handle, limit)).orElse(true);
        }

        @Override
        public String toString() {
            return pid + "@" + startMillis;
        }

        private static boolean awaitEnd(ProcessHandle handle, Duration limit) {
            try {
                handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException stillThere) {
                return false;
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("interrupted while waiting for process " + handle.pid(), e);
            }
        }

        private static long start(ProcessHandle handle) {
            return handle.info()
                    .startInstant()
                    .map(instant -> instant.toEpochMilli())
                    .orElse(0L);
        }
    }
}
