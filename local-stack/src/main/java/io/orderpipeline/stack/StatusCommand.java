package io.orderpipeline.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks the servers themselves; exit code 0 only when both answer. */
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
        boolean kafka = print("kafka", "localhost:" + state.kafkaPort(), new KafkaProbe(state.kafkaPort()));
        boolean cassandra =
                print("cassandra", "127.0.0.1:" + state.cassandraPort(), new CassandraProbe(state.cassandraPort()));
        printProcesses(state, directory);
        return kafka && cassandra ? 0 : 1;
    }

    private boolean print(String server, String address, Probe probe) {
        boolean ready = probe.answers();
        spec.commandLine().getOut().println(server + (ready ? " answers at " : " does not answer at ") + address);
        return ready;
    }

    private void printProcesses(StackState state, Path directory) {
        PrintWriter out = spec.commandLine().getOut();
        if (state.isUp()) {
            out.println("processes: kafka " + state.servers().get(0).pid() + ", cassandra "
                    + state.servers().get(1).pid() + ", supervisor "
                    + state.supervisor().pid());
        } else {
            out.println("processes: still starting, supervisor "
                    + state.supervisor().pid());
        }
        out.println("data in " + directory);
    }
}
