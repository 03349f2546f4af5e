package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.CassandraServer;
import io.orderpipeline.localstack.DataDir;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.SchemaRegistryServer;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Returns when all servers are ready. Does nothing for a running stack. */
@Command(name = "up", description = "Starts the servers; returns when they are ready.", sortOptions = false)
final class UpCommand implements Callable<Integer> {

    private static final int MOST_REPLICAS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions ports;

    @Option(
            names = "--secure",
            description = "run the servers with TLS, passwords and least privileges; creates keys and client files")
    private boolean secure;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        if (data.docker()) {
            if (secure) {
                throw new ParameterException(spec.commandLine(), "--secure does not go with --docker: leave one out");
            }
            ports.requireNone("--docker");
            return DockerCompose.require().up();
        }
        Path directory = data.path();
        StackConfig config = ports.toConfig(directory);
        try (FileChannel lock = DataDir.commandLock(directory)) {
            Optional<StackState> running = StackState.ofRunning(directory);
            requireSecurityFits(config);
            if (running.isPresent()) {
                ports.requireFits(running.get(), directory);
                return follow(running.get().supervisor(), new LogFollower(StackState.log(directory)));
            }
            return start(config);
        }
    }

    /** Security cannot be changed after the first start. */
    private void requireSecurityFits(StackConfig config) {
        Path directory = config.dataDir();
        if (secure && !config.size().isAlone()) {
            throw new StackException("--secure goes with one broker and one Cassandra node, not with " + config.size());
        }
        if (secure) {
            Security.create(directory);
        } else if (Security.of(directory).isPresent()) {
            throw new StackException("the data in " + directory + " are those of a stack with --secure: add --secure,"
                    + " choose another --data, or delete them with scripts/stack down --wipe");
        }
    }

    private int start(StackConfig config) {
        Path directory = config.dataDir();
        // Servers of a killed supervisor may not have ended yet.
        DownCommand.end(directory);
        LogFollower log = new LogFollower(StackState.log(directory));
        StackState.ProcessRef supervisor = StackState.ProcessRef.of(
                SupervisorProcess.start(config, StackState.log(directory)).pid());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancel(supervisor), "cancel"));
        return follow(supervisor, log);
    }

    /** Ctrl+C during the start ends the stack. A stack that is up keeps running. */
    private void cancel(StackState.ProcessRef supervisor) {
        if (upBy(supervisor).isEmpty()) {
            supervisor.find().ifPresent(ProcessHandle::destroy);
            supervisor.awaitEnd(CANCEL_LIMIT);
        }
    }

    private int follow(StackState.ProcessRef supervisor, LogFollower log) {
        PrintWriter progress = spec.commandLine().getErr();
        while (true) {
            log.printNew(progress);
            Optional<StackState> state = upBy(supervisor);
            if (state.isPresent()) {
                print(state.get());
                return 0;
            }
            if (supervisor.awaitEnd(PAUSE)) {
                log.printNew(progress);
                // Its servers may have the ports.
                DockerContainers.hints().forEach(progress::println);
                return 1;
            }
        }
    }

    private Optional<StackState> upBy(StackState.ProcessRef supervisor) {
        return StackState.ofRunning(data.path()).filter(StackState::isUp).filter(state -> state.supervisor()
                .equals(supervisor));
    }

    private void print(StackState state) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("kafka is up at " + NodeAddress.join(state.brokers()));
        out.println(
                "cassandra is up at " + NodeAddress.join(state.nodes()) + ", datacenter " + CassandraServer.DATACENTER);
        state.schemaRegistry().ifPresent(address -> out.println("schema registry is up at " + url(address)));
        if (!state.size().isAlone()) {
            clientOptions(state).forEach(out::println);
        }
        Security.of(data.path()).ifPresent(security -> {
            security.clientOptions().forEach(out::println);
            state.schemaRegistry().ifPresent(address -> out.println(security.schemaRegistryOptions(url(address))));
        });
        out.println("data in " + data.path());
    }

    private String url(NodeAddress schemaRegistry) {
        return SchemaRegistryServer.url(schemaRegistry, Security.of(data.path()).isPresent());
    }

    /** The programs' defaults are for one server of each kind. */
    private static List<String> clientOptions(StackState state) {
        String kafka = "--bootstrap-servers " + NodeAddress.join(state.brokers());
        String cassandra = "--contact-points " + NodeAddress.join(state.nodes());
        return List.of(
                "producer: " + kafka + " --replication-factor " + replicas(state.brokers()),
                "consumer: " + kafka + " " + cassandra + " --replication-factor " + replicas(state.nodes()));
    }

    private static int replicas(List<NodeAddress> servers) {
        return Math.min(servers.size(), MOST_REPLICAS);
    }

    /** Prints the lines added to a log file from its creation on. One thread. */
    static final class LogFollower {

        private final Path log;
        private long position;

        LogFollower(Path log) {
            this.log = log;
            this.position = log.toFile().length();
        }

        void printNew(PrintWriter out) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                byte[] added = new byte[(int) Math.max(0, file.length() - position)];
                file.seek(position);
                file.readFully(added);
                position += added.length;
                out.print(new String(added, StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new StackException("cannot read " + log + ": " + e.getMessage(), e);
            }
        }
    }
}
