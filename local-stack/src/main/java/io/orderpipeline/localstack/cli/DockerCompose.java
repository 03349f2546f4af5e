package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the same stack from docker-compose.yml. Passes on the output of docker compose. */
final class DockerCompose {

    private DockerCompose() {}

    /** The exit code: 0 or 1. */
    static int run(String... arguments) {
        Path file = Path.of(System.getProperty("stack.home", "."), "docker-compose.yml");
        List<String> command = new ArrayList<>(List.of("docker", "compose", "-f", file.toString()));
        command.addAll(List.of(arguments));
        try {
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new StackException("--docker: '" + String.join(" ", command) + "' ended with exit code "
                        + exitCode + ": fix the error above, or leave out --docker");
            }
            return 0;
        } catch (IOException e) {
            throw new StackException(
                    "--docker: cannot run docker (" + e.getMessage() + "): install Docker with its"
                            + " compose plugin, or leave out --docker",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
