package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.DataDir;
import java.io.PrintWriter;
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

/** Returns when no process of the stack is left. On a stack that is down it only says so. */
@Command(
        name = "down",
        description = "Stops both servers and keeps their data.",
        sortOptions = false,
        usageHelpAutoWidth = true)
final class DownCommand implements Callable<Integer> {

    // Longer than the supervisor gives its servers.
    private static final Duration ORDERLY_END = Duration.ofSeconds(60);
    // Longer than the leash gives a server whose supervisor is dead.
    private static final Duration LEASH = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--wipe", description = "Delete the data too.")
    private boolean wipe;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            return wipe ? DockerCompose.run("down", "-v") : DockerCompose.run("down");
        }
        Path directory = data.path();
        PrintWriter out = spec.commandLine().getOut();
        if (Files.notExists(directory)) {
            out.println("nothing runs in " + directory);
            return 0;
        }
        try (CommandLock lock = CommandLock.take(directory)) {
            out.println(end(directory) ? "stopped" : "nothing runs in " + directory);
            if (wipe) {
                DataDir.wipe(directory);
                out.println("deleted the data in " + directory);
            }
        }
        return 0;
    }

    /** True when something ran. */
    static boolean end(Path directory) {
        Optional<StackState> state = StackState.read(directory);
        if (state.isEmpty()) {
            return false;
        }
        boolean ran = endSupervisor(state.get().supervisor());
        for (ProcessRef server : state.get().servers()) {
            ran |= server.isAlive();
            endServer(server);
        }
        StackState.delete(directory);
        return ran;
    }

    private static boolean endSupervisor(ProcessRef supervisor) {
        Optional<ProcessHandle> handle = supervisor.find();
        handle.ifPresent(ProcessHandle::destroy);
        if (!supervisor.awaitEnd(ORDERLY_END)) {
            handle.ifPresent(ProcessHandle::destroyForcibly);
        }
        return handle.isPresent();
    }

    private static void endServer(ProcessRef server) {
        if (!server.awaitEnd(LEASH)) {
            server.find().ifPresent(ProcessHandle::destroyForcibly);
            server.awaitEnd(LEASH);
        }
    }
}
