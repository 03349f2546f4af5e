package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackConfig.ServerPorts;
import io.orderpipeline.localstack.StackFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the supervisor tells later commands, as the file {@code state} in the data directory.
 *
 * @param servers the processes in the order of {@link #addresses}; empty while they start
 */
record StackState(ProcessRef supervisor, ServerPorts ports, ClusterSize size, List<ProcessRef> servers) {

    static StackState starting(StackConfig config) {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid());
        return new StackState(self, config.ports(), config.size(), List.of());
    }

    StackState up(LocalStack stack) {
        List<ProcessRef> started = stack.servers().stream()
                .map(server -> ProcessRef.of(server.pid()))
                .toList();
        return new StackState(supervisor, ports, size, started);
    }

    List<NodeAddress> brokers() {
        return NodeAddress.brokers(size, ports.kafka());
    }

    List<NodeAddress> nodes() {
        return NodeAddress.nodes(size, ports.cassandra());
    }

    Optional<NodeAddress> schemaRegistry() {
        return ports.schemaRegistry().map(NodeAddress::schemaRegistry);
    }

    /** As {@link LocalStack#servers} orders them. */
    List<NodeAddress> addresses() {
        return Stream.of(brokers().stream(), nodes().stream(), schemaRegistry().stream())
                .flatMap(addresses -> addresses)
                .toList();
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

    void write(Path data) {
        Map<String, Object> file = new TreeMap<>(size.properties());
        file.put("supervisor", supervisor);
        file.put("kafka.port", ports.kafka());
        file.put("cassandra.port", ports.cassandra());
        ports.schemaRegistry().ifPresent(port -> file.put("schema.registry.port", port));
        file.put("servers", servers.stream().map(ProcessRef::toString).collect(Collectors.joining(" ")));
        StackFiles.writeProperties(file(data), file);
    }

    static void delete(Path data) {
        StackFiles.delete(file(data));
    }

    /** The log of the supervisor. */
    static Path log(Path data) {
        return data.resolve("stack.log");
    }

    private static StackState parse(Properties properties) {
        List<ProcessRef> servers = Arrays.stream(
                        properties.getProperty("servers").split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(ProcessRef::parse)
                .toList();
        return new StackState(
                ProcessRef.parse(properties.getProperty("supervisor")),
                ports(properties),
                ClusterSize.of(properties),
                servers);
    }

    private static ServerPorts ports(Properties properties) {
        return new ServerPorts(
                Integer.parseInt(properties.getProperty("kafka.port")),
                Integer.parseInt(properties.getProperty("cassandra.port")),
                Optional.ofNullable(properties.getProperty("schema.registry.port"))
                        .map(Integer::valueOf));
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
            return find().map(handle -> handle.onExit()
                            .thenApply(ended -> true)
                            .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                            .join())
                    .orElse(true);
        }

        @Override
        public String toString() {
            return pid + "@" + startMillis;
        }

        private static long start(ProcessHandle handle) {
            return handle.info()
                    .startInstant()
                    .map(instant -> instant.toEpochMilli())
                    .orElse(0L);
        }
    }
}
