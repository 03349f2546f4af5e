package io.orderpipeline.localstack.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which stack is meant: each data directory holds one. */
final class DataOption {

    // scripts/stack says where the repository is.
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:stack.home:-.}/.stack/default",
            description = "The servers' files (default: .stack/default of the repository).")
    private Path data;

    @Option(names = "--docker", description = "Use Docker and docker-compose.yml in place of local processes.")
    private boolean docker;

    Path path() {
        return data.toAbsolutePath().normalize();
    }

    boolean docker() {
        return docker;
    }
}
