package io.orderpipeline.localstack.cli;

import java.nio.file.Path;
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
}
