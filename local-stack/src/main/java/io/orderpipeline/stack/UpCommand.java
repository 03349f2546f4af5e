package io.orderpipeline.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Returns when both servers answer requests. On a stack that is up it only says so. */
@Command(name = "up", description = "Starts both servers; returns when they serve requests.", sortOptions = false)
final class UpCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions ports;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            ports.requireNone("--docker");
            return DockerCompose.run("up", "-d", "--wait");
        }
        Path directory = data.path();
        StackConfig config = ports.toConfig(directory);
        try (CommandLock lock = CommandLock.take(directory)) {
            Optional<StackState> running = StackState.ofRunning(directory);
            if (running.isPresent()) {
                ports.requireFits(running.get(), directory);
                return follow(running.get().supervisor(), new LogFollower(log(directory)));
            }
            return start(config);
        }
    }

    private int start(StackConfig config) {
        Path directory = config.dataDir();
        StackState.delete(directory);
        LogFollower log = new LogFollower(log(directory));
        ProcessHandle supervisor = SupervisorProcess.start(config, log(directory));
        // A Ctrl+C here means that nobody wants this stack any more. Once it is up, it stays.
        Thread giveUp = new Thread(supervisor::destroy, "give-up");
        Runtime.getRuntime().addShutdownHook(giveUp);
        int exitCode = follow(ProcessRef.of(supervisor.pid()), log);
        Runtime.getRuntime().removeShutdownHook(giveUp);
        return exitCode;
    }

    private int follow(ProcessRef supervisor, LogFollower log) {
        PrintWriter progress = spec.commandLine().getErr();
        while (true) {
            log.printNew(progress);
            Optional<StackState> state = StackState.ofRunning(data.path())
                    .filter(StackState::isUp)
                    .filter(s -> s.supervisor().equals(supervisor));
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

    private void print(StackState state) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("kafka is up at localhost:" + state.kafkaPort());
        out.println(
                "cassandra is up at 127.0.0.1:" + state.cassandraPort() + ", datacenter " + CassandraServer.DATACENTER);
        out.println("data in " + data.path());
    }

    private static Path log(Path directory) {
        return directory.resolve("stack.log");
    }
}
