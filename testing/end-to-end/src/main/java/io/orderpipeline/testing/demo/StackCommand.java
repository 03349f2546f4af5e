package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.cli.StackMain;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code scripts/stack} runs, as a process: so the demo and a person do the same. */
record StackCommand(Repository repository, DemoOutput screen) {

    /** For images that have yet to come over a slow line. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Says nothing when all is well. */
    void run(String... arguments) {
        run(launch(arguments));
    }

    /** Under a name of its own, which keeps its volumes apart from all others; shows what Docker says. */
    void runInProject(String composeProject, String... arguments) {
        run(launch(arguments)
                .with("COMPOSE_PROJECT_NAME", composeProject)
                .tellingTo(line -> screen.quote("stack", line)));
    }

    private Launch launch(String... arguments) {
        List<String> java = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dstack.home=" + repository.root(),
                "-cp",
                System.getProperty("java.class.path"),
                StackMain.class.getName()));
        java.addAll(List.of(arguments));
        return Java.running().launch("stack", java);
    }

    private void run(Launch launch) {
        try (ChildProcess stack = ChildProcess.start(launch.shieldedFromTerminal())) {
            if (stack.awaitEnd(LIMIT) != 0) {
                throw UserError.failed(String.join("\n", stack.err().all()));
            }
        }
    }
}
