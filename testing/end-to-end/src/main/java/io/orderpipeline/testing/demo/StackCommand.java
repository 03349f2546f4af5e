package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.cli.StackMain;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Runs the command of {@code scripts/stack} as a child process. */
record StackCommand(Repository repository, DemoOutput output) {

    /** Includes the download of images over a slow connection. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Prints nothing unless it fails. */
    void run(String... arguments) {
        run(launch(arguments), lines -> String.join("\n", lines));
    }

    /** In a separate compose project; prints the output of Docker. */
    void runInProject(String composeProject, String... arguments) {
        run(
                launch(arguments)
                        .with("COMPOSE_PROJECT_NAME", composeProject)
                        .withListener(line -> output.quote("stack", line)),
                lines -> lines.isEmpty() ? "scripts/stack failed" : lines.get(lines.size() - 1));
    }

    private Launch launch(String... arguments) {
        List<String> jvmOptions = List.of("-XX:TieredStopAtLevel=1", "-Dstack.home=" + repository.root());
        return Java.running().main("stack", jvmOptions, StackMain.class.getName(), List.of(arguments));
    }

    /** @param failure makes the message from the lines of the error output */
    private void run(Launch launch, Function<List<String>, String> failure) {
        try (ChildProcess stack = ChildProcess.start(launch.shieldedFromTerminal())) {
            if (stack.awaitEnd(LIMIT) != 0) {
                throw UserError.failed(failure.apply(stack.err()).replaceAll("(?m)^stack: ", ""));
            }
        }
    }
}
