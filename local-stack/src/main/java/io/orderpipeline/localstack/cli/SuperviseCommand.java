package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackEnd;
import io.orderpipeline.localstack.StackServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The background process of a stack: parent of the servers until SIGTERM, or until one of them ends. In a single-node
 * stack this ends the other server too; in a cluster, the server is restarted.
 */
@Command(name = "supervise", hidden = true, description = "Runs a stack in the foreground.")
final class SuperviseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private PortOptions ports;

    private volatile boolean ending;

    /** Empty when the stack is stopped as requested. */
    private volatile Optional<StackEnd> unexpectedEnd = Optional.empty();

    @Override
    public Integer call() {
        Path directory = data.path();
        StackConfig config = ports.toConfig(directory);
        LocalStack stack = LocalStack.open(config, this::log);
        StackState state = StackState.starting(config);
        state.write(directory);
        StackEnd.delete(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, directory), "end"));
        try {
            supervise(stack, state);
        } catch (RuntimeException e) {
            if (!ending) {
                unexpectedEnd = Optional.of(StackEnd.failed(e, StackState.log(directory)));
            }
            throw e;
        }
        return 1;
    }

    private void supervise(LocalStack stack, StackState state) {
        Path directory = stack.config().dataDir();
        stack.startAll();
        state.up(stack).write(directory);
        StackServer ended = firstToEnd(stack);
        while (!ending && !stack.config().size().isAlone()) {
            log(ended.name() + ": ended with exit code " + ended.onExit().join() + ", starting it again");
            ended.start();
            state.up(stack).write(directory);
            ended = firstToEnd(stack);
        }
        if (!ending) {
            unexpectedEnd = Optional.of(ended.end());
            log(ended.name() + ": ended with exit code " + ended.onExit().join()
                    + ", ending the stack; the end of its log:\n  " + ended.lastLogLines());
        }
    }

    private void end(LocalStack stack, Path directory) {
        ending = true;
        stack.close();
        unexpectedEnd.orElseGet(StackEnd::stopped).write(directory);
        StackState.delete(directory);
        log("the stack has ended");
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
