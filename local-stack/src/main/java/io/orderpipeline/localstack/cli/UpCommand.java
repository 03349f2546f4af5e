package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.CassandraServer;
import io.orderpipeline.localstack.ClientFiles;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Returns when all servers answer requests. On a stack that is up it only says so. */
@Command(
        name = "up",
        description = "Starts the servers; returns when they serve requests.",
        sortOptions = false,
        usageHelpAutoWidth = true)
final class UpCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions ports;

    @Option(
            names = "--secure",
            description = "Both servers with TLS, passwords and least rights; makes keys and files for the clients.")
    private boolean secure;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            if (secure) {
                throw new ParameterException(spec.commandLine(), "--secure does not go with --docker: leave one out");
            }
            ports.requireNone("--docker");
            return DockerCompose.run("up", "-d", "--wait");
        }
        Path directory = data.path();
        StackConfig config = ports.toConfig(directory);
        try (CommandLock lock = CommandLock.take(directory)) {
            Optional<StackState> running = StackState.ofRunning(directory);
            requireSecurityFits(config);
            if (running.isPresent()) {
                ports.requireFits(running.get(), directory);
                return follow(running.get().supervisor(), new LogFollower(log(directory)));
            }
            return start(config);
        }
    }

    /** A stack is secured from its first start on or never: the data know no users otherwise. */
    private void requireSecurityFits(StackConfig config) {
        Path directory = config.dataDir();
        if (secure && !config.size().isAlone()) {
            throw new StackException("--secure goes with one broker and one Cassandra node, not with " + config.size());
        }
        if (secure) {
            Security.create(directory);
        } else if (Security.of(directory).isPresent()) {
            throw new StackException("the data in " + directory + " are those of a stack with --secure: say --secure,"
                    + " choose another --data, or delete them with scripts/stack down --wipe");
        }
    }

    private int start(StackConfig config) {
        Path directory = config.dataDir();
        // A supervisor that was killed may have left servers that are just ending on their leash.
        DownCommand.end(directory);
        LogFollower log = new LogFollower(log(directory));
        ProcessRef supervisor =
                ProcessRef.of(SupervisorProcess.start(config, log(directory)).pid());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> giveUp(supervisor), "give-up"));
        return follow(supervisor, log);
    }

    /** A Ctrl+C before the stack is up means that nobody wants it any more. Once it is up, it stays. */
    private void giveUp(ProcessRef supervisor) {
        if (upBy(supervisor).isEmpty()) {
            supervisor.find().ifPresent(ProcessHandle::destroy);
            supervisor.awaitEnd(GIVE_UP_LIMIT);
        }
    }

    private int follow(ProcessRef supervisor, LogFollower log) {
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
                return 1;
            }
        }
    }

    private Optional<StackState> upBy(ProcessRef supervisor) {
        return StackState.ofRunning(data.path()).filter(StackState::isUp).filter(state -> state.supervisor()
                .equals(supervisor));
    }

    private void print(StackState state) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("kafka is up at " + addresses(state.brokers()));
        out.println("cassandra is up at " + addresses(state.nodes()) + ", datacenter " + CassandraServer.DATACENTER);
        if (!state.size().isAlone()) {
            ClusterHint.lines(state).forEach(out::println);
        }
        Security.of(data.path()).map(ClientFiles::lines).ifPresent(lines -> lines.forEach(out::println));
        out.println("data in " + data.path());
    }

    private static String addresses(List<NodeAddress> seats) {
        return seats.stream().map(NodeAddress::clientAddress).collect(Collectors.joining(","));
    }

    private static Path log(Path directory) {
        return directory.resolve("stack.log");
    }
}
