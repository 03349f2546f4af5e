package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.DataDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Returns when all processes of the stack have ended. */
@Command(
        name = "down",
        description = "Stops the servers and keeps their data; with --docker, stops everything of docker-compose.yml.",
        sortOptions = false)
final class DownCommand implements Callable<Integer> {

    // Longer than the supervisor waits for its servers.
    private static final Duration SUPERVISOR_LIMIT = Duration.ofSeconds(60);
    // Longer than ParentWatchdog waits in a server whose supervisor has been killed.
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--wipe", description = "also delete the data")
    private boolean wipe;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        if (data.docker()) {
            return DockerCompose.require().down(wipe);
        }
        Path directory = data.path();
        PrintWriter out = spec.commandLine().getOut();
        if (Files.notExists(directory)) {
            out.println("no stack runs in " + directory);
        } else {
            down(directory, out);
        }
        DockerContainers.hints().forEach(out::println);
        return 0;
    }

    private void down(Path directory, PrintWriter out) throws IOException {
        try (FileChannel lock = DataDir.commandLock(directory)) {
            out.println(end(directory) ? "stopped" : "no stack runs in " + directory);
            if (wipe) {
                DataDir.wipe(directory);
                out.println("deleted the data in " + directory);
            }
        }
    }

    /** Returns whether a process was running. */
    static boolean end(Path directory) {
        Optional<StackState> state = StackState.read(directory);
        if (state.isEmpty()) {
            return false;
        }
        boolean ran = endSupervisor(state.get().supervisor());
        for (StackState.ProcessRef server : state.get().servers()) {
            ran |= server.isAlive();
            endServer(server);
        }
        StackState.delete(directory);
        return ran;
    }

    private static boolean endSupervisor(StackState.ProcessRef supervisor) {
        Optional<ProcessHandle> handle = supervisor.find();
        handle.ifPresent(ProcessHandle::destroy);
        if (!supervisor.awaitEnd(SUPERVISOR_LIMIT)) {
            handle.ifPresent(ProcessHandle::destroyForcibly);
        }
        return handle.isPresent();
    }

    private static void endServer(StackState.ProcessRef server) {
        if (!server.awaitEnd(SERVER_LIMIT)) {
            server.find().ifPresent(ProcessHandle::destroyForcibly);
            server.awaitEnd(SERVER_LIMIT);
        }
    }
}
