package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.ServerAdmin;
import io.orderpipeline.localstack.StackEnd;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends a request to every server; exit code 0 only when all are ready. */
@Command(
        name = "status",
        description = "Shows the servers, their addresses, and whether they are ready, or why the stack has ended.",
        sortOptions = false)
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            return DockerCompose.require().status(spec.commandLine().getOut());
        }
        Path directory = data.path();
        Optional<StackState> running = StackState.ofRunning(directory);
        boolean ready = running.isPresent() && print(running.get(), directory);
        if (running.isEmpty()) {
            printEnd(directory);
        }
        DockerContainers.hints().forEach(spec.commandLine().getOut()::println);
        return ready ? 0 : 1;
    }

    private void printEnd(Path directory) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("no stack runs in " + directory);
        // Only a supervisor that was killed leaves its state.
        StackState.read(directory)
                .map(state -> StackEnd.killed(state.supervisor().pid(), StackState.log(directory)))
                .or(() -> StackEnd.read(directory))
                .ifPresent(end -> end.lines().forEach(out::println));
    }

    /** Returns whether all servers are ready. */
    private boolean print(StackState state, Path directory) {
        Optional<Security> security = Security.of(directory);
        boolean ready = true;
        for (NodeAddress server : state.addresses()) {
            ready &= print(server, ServerAdmin.of(server, security).isReady());
        }
        printProcesses(state, directory);
        return ready;
    }

    private boolean print(NodeAddress address, boolean ready) {
        spec.commandLine()
                .getOut()
                .println(address.name() + (ready ? " answers at " : " does not answer at ") + address.clientAddress());
        return ready;
    }

    private void printProcesses(StackState state, Path directory) {
        PrintWriter out = spec.commandLine().getOut();
        if (state.isUp()) {
            List<NodeAddress> addresses = state.addresses();
            String servers = IntStream.range(0, addresses.size())
                    .mapToObj(index -> addresses.get(index).name() + " "
                            + state.servers().get(index).pid())
                    .collect(Collectors.joining(", "));
            out.println("processes: " + servers + ", supervisor "
                    + state.supervisor().pid());
        } else {
            out.println("processes: still starting, supervisor "
                    + state.supervisor().pid());
        }
        out.println("data in " + directory);
    }
}
