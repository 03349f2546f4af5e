package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.CassandraProbe;
import io.orderpipeline.localstack.KafkaProbe;
import io.orderpipeline.localstack.NodeAddress;
import io.orderpipeline.localstack.Probe;
import io.orderpipeline.localstack.Security;
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

/** Asks the servers themselves; exit code 0 only when all answer. */
@Command(
        name = "status",
        description = "Says what runs, where, and whether it answers.",
        sortOptions = false,
        usageHelpAutoWidth = true)
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            return DockerCompose.run("ps");
        }
        Path directory = data.path();
        Optional<StackState> running = StackState.ofRunning(directory);
        if (running.isEmpty()) {
            spec.commandLine().getOut().println("nothing runs in " + directory);
            return 1;
        }
        StackState state = running.get();
        Optional<Security> security = Security.of(directory);
        boolean ready = true;
        for (NodeAddress broker : state.brokers()) {
            ready &= print(broker, new KafkaProbe(broker, security));
        }
        for (NodeAddress node : state.nodes()) {
            ready &= print(node, new CassandraProbe(node, security));
        }
        printProcesses(state, directory);
        return ready ? 0 : 1;
    }

    private boolean print(NodeAddress seat, Probe probe) {
        boolean ready = probe.answers();
        spec.commandLine()
                .getOut()
                .println(seat.name() + (ready ? " answers at " : " does not answer at ") + seat.clientAddress());
        return ready;
    }

    private void printProcesses(StackState state, Path directory) {
        PrintWriter out = spec.commandLine().getOut();
        if (state.isUp()) {
            List<NodeAddress> seats = state.seats();
            String servers = IntStream.range(0, seats.size())
                    .mapToObj(index -> seats.get(index).name() + " "
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
