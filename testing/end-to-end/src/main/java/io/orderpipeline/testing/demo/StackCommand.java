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
        try (ChildProcess stack = start(launch(arguments))) {
            awaitSuccess(stack, lines -> String.join("\n", lines));
        }
    }

    /** In a separate Compose project; prints the output of Docker. */
    ChildProcess startInProject(String composeProject, String... arguments) {
        return start(launch(arguments)
                .with("COMPOSE_PROJECT_NAME", composeProject)
                .withListener(line -> output.quote("stack", line)));
    }

    /** For a process whose output is printed. */
    static void awaitSuccess(ChildProcess stack) {
        awaitSuccess(stack, lines -> lines.isEmpty() ? "scripts/stack failed" : lines.get(lines.size() - 1));
    }

    private Launch launch(String... arguments) {
        List<String> jvmOptions = List.of("-XX:TieredStopAtLevel=1", "-Dstack.home=" + repository.root());
        return Java.running().main("stack", jvmOptions, StackMain.class.getName(), List.of(arguments));
    }

    private static ChildProcess start(Launch launch) {
        return ChildProcess.start(launch.shieldedFromTerminal());
    }

    /** @param failure makes the message from the lines of the error output */
    private static void awaitSuccess(ChildProcess stack, Function<List<String>, String> failure) {
        if (stack.awaitEnd(LIMIT) != 0) {
            throw UserError.failed(failure.apply(stack.err()).replaceAll("(?m)^stack: ", ""));
        }
    }
}
