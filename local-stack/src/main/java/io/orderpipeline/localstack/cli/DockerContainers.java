package io.orderpipeline.localstack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds containers of docker-compose.yml that run, for commands that are about local processes: they would say that
 * nothing runs. Needs no Compose, and never fails.
 */
final class DockerContainers {

    /** The answer is a hint, which must not delay the command. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final String PROJECT = "com.docker.compose.project";
    private static final List<String> PS = List.of(
            "docker",
            "ps",
            "--filter",
            "label=" + PROJECT,
            "--format",
            "{{.Label \"" + PROJECT + "\"}}\t{{.Label \"" + PROJECT + ".working_dir\"}}\t"
                    + "{{.Label \"com.docker.compose.service\"}}");

    private static final Path HOME = Path.of(System.getProperty("stack.home", "."));

    private DockerContainers() {}

    /** What runs in Docker, and how to stop it: a line for each Compose project. */
    static List<String> hints() {
        return ToolRun.of(LIMIT, PS).map(ps -> hints(ps.out())).orElse(List.of());
    }

    private static List<String> hints(String output) {
        Optional<Path> home = real(HOME);
        SortedMap<String, String> projects = output.lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == 3
                        && home.isPresent()
                        && real(Path.of(fields[1])).equals(home))
                .collect(Collectors.groupingBy(
                        fields -> fields[0],
                        TreeMap::new,
                        Collectors.mapping(fields -> fields[2], Collectors.joining(", "))));
        return projects.entrySet().stream()
                .map(project -> "a stack runs in Docker (%s): %sscripts/stack down --docker stops it"
                        .formatted(project.getValue(), environment(project.getKey())))
                .toList();
    }

    /** Empty for the project that Compose names after the directory. */
    private static String environment(String project) {
        String directory = real(HOME).map(Path::getFileName).map(Path::toString).orElse("");
        boolean isDefault = System.getenv("COMPOSE_PROJECT_NAME") == null
                && directory
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]", "")
                        .equals(project);
        return isDefault ? "" : "COMPOSE_PROJECT_NAME=" + project + " ";
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
