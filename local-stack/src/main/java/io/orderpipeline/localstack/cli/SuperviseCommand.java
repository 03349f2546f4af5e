package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The background process of a stack: holds the servers on their leash until it gets a TERM or one of them ends. A stack
 * with one server is of no use, so the other is ended too; in a cluster the others go on, and it is started again.
 */
@Command(name = "supervise", hidden = true, description = "Keeps a stack running in the foreground.")
final class SuperviseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private PortOptions ports;

    private volatile boolean ending;

    @Override
    public Integer call() {
        Path directory = data.path();
        StackConfig config = ports.toConfig(directory);
        LocalStack stack = LocalStack.open(config, this::log);
        StackState state = StackState.starting(config);
        state.write(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, directory), "end"));
        stack.startAll();
        state.up(stack).write(directory);
        StackServer ended = firstToEnd(stack);
        while (!ending && !config.size().isAlone()) {
            log(ended.name() + ": ended with exit code " + ended.onExit().join() + ", starting it again");
            ended.start();
            state.up(stack).write(directory);
            ended = firstToEnd(stack);
        }
        if (!ending) {
            log(ended.name() + ": ended with exit code " + ended.onExit().join()
                    + ", ending the stack; the end of its log:\n  " + ended.lastLogLines());
        }
        return 1;
    }

    private void end(LocalStack stack, Path directory) {
        ending = true;
        stack.close();
        StackState.delete(directory);
        log("ended");
    }

    private static StackServer firstToEnd(LocalStack stack) {
        CompletableFuture<?>[] ends = stack.servers().stream()
                .map(server -> server.onExit().thenApply(code -> server))
                .toArray(CompletableFuture<?>[]::new);
        return (StackServer) CompletableFuture.anyOf(ends).join();
    }

    private void log(String line) {
        spec.commandLine().getOut().println(line);
    }
}
