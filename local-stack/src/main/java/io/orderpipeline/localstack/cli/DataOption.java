package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Selects the stack: each data directory holds one. */
final class DataOption {

    // scripts/stack sets stack.home to the repository.
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:stack.home:-.}/.stack/default",
            description = {"data directory of the servers", "(default: .stack/default of the repository)"})
    private Path data;

    @Option(names = "--docker", description = "use Docker and docker-compose.yml instead of local processes")
    private boolean docker;

    Path path() {
        return data.toAbsolutePath().normalize();
    }

    boolean docker() {
        return docker;
    }

    /** Runs the same stack from docker-compose.yml. Passes on the output of docker compose. */
    static final class DockerCompose {

        private DockerCompose() {}

        /** Returns the exit code 0; fails otherwise. */
        static int run(String... arguments) {
            Path file = Path.of(System.getProperty("stack.home", "."), "docker-compose.yml");
            List<String> command = new ArrayList<>(List.of("docker", "compose", "-f", file.toString()));
            command.addAll(List.of(arguments));
            try {
                int exitCode = new ProcessBuilder(command)
                        .inheritIO()
                        .start()
                        .onExit()
                        .join()
                        .exitValue();
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
            }
        }
    }
}
