package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the same stack from docker-compose.yml, with the Compose that is installed: the plugin of docker, or the program
 * docker-compose. Passes on its output. One thread.
 */
public final class DockerCompose {

    /** Those of docker-compose.yml. Without its profile, a service that runs survives {@code down}. */
    static final List<String> PROFILES = List.of("apps", "observability", "schema-registry");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HEALTHY_LIMIT = Duration.ofMinutes(5);

    /** What {@code docker inspect} prints of a server that serves requests. */
    private static final List<String> HEALTHY = List.of("broker healthy", "cassandra healthy");

    private static final String HEALTH = "{{index .Config.Labels \"com.docker.compose.service\"}}"
            + " {{with .State.Health}}{{.Status}}{{else}}{{.State.Status}}{{end}}";

    /** In the messages of all versions about an engine that cannot be used. */
    private static final List<String> ENGINE = List.of(
            "docker daemon", "docker api", "docker.sock", "dockerexception", "error during connect", "no response");

    private final List<String> command;

    private DockerCompose(List<String> command) {
        this.command = command;
    }

    /** @throws StackException in one line, when Compose or the engine cannot be used */
    public static DockerCompose require() {
        List<String> command = Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(DockerCompose::isInstalled)
                .findFirst()
                .orElseThrow(DockerCompose::notInstalled);
        DockerCompose compose = new DockerCompose(command);
        compose.containers();
        return compose;
    }

    private static boolean isInstalled(List<String> command) {
        return run(command, "version").filter(ToolRun::succeeded).isPresent();
    }

    private static StackException notInstalled() {
        return run(List.of("docker"), "--version").isPresent()
                ? failed("docker has no Compose plugin, and there is no docker-compose on the PATH: install the plugin"
                        + " (package docker-compose-plugin of Docker, docker-compose-v2 of Ubuntu, docker-compose of"
                        + " Debian)")
                : failed("there is no docker on the PATH: install Docker with its Compose plugin");
    }

    /** Returns when both servers are healthy. */
    int up() {
        if (hasWait()) {
            return pass(List.of("up", "-d", "--wait"));
        }
        pass(List.of("up", "-d"));
        long start = System.nanoTime();
        while (!isHealthy()) {
            if (System.nanoTime() - start > HEALTHY_LIMIT.toNanos()) {
                throw failed("the servers are not healthy after " + HEALTHY_LIMIT.toSeconds()
                        + " s: see 'docker-compose logs broker cassandra'");
            }
            sleep();
        }
        return 0;
    }

    /** Stops the containers of all profiles. */
    int down(boolean wipe) {
        return pass(withProfiles(wipe ? List.of("down", "--volumes") : List.of("down")));
    }

    /** Exit code 0 only when both servers are healthy. */
    int status(PrintWriter out) {
        if (containers().isEmpty()) {
            out.println("no stack runs in Docker");
            // Of another Compose project, such as that of scripts/demo --docker --keep.
            DockerContainers.hints().forEach(out::println);
            return 1;
        }
        pass(withProfiles(List.of("ps")));
        return isHealthy() ? 0 : 1;
    }

    int cql(String statement) {
        return pass(List.of("exec", "-T", "cassandra", "cqlsh", "-e", statement));
    }

    /** Compose 1 cannot wait. */
    private boolean hasWait() {
        return run(command, "version", "--short")
                .filter(version -> version.out().startsWith("1."))
                .isEmpty();
    }

    private boolean isHealthy() {
        List<String> inspect = new ArrayList<>(List.of("inspect", "--format", HEALTH));
        inspect.addAll(containers());
        return run(List.of("docker"), inspect.toArray(String[]::new))
                .orElseThrow(DockerCompose::notInstalled)
                .out()
                .lines()
                .toList()
                .containsAll(HEALTHY);
    }

    /** The ids of the containers; the engine is asked. */
    private List<String> containers() {
        ToolRun ps = run(withFile(withProfiles(List.of("ps", "-q")))).orElseThrow(DockerCompose::notInstalled);
        if (!ps.succeeded()) {
            throw failed(problem(ps.err().isEmpty() ? ps.out() : ps.err()));
        }
        return ps.out().lines().toList();
    }

    private String problem(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        // Compose 1 prints a stack trace.
        int line = output.startsWith("Traceback") ? lines.size() - 1 : 0;
        String reason = lines.isEmpty()
                ? "no reason given"
                : lines.get(line).strip().replaceFirst("^docker\\.errors\\.\\w+: ", "");
        String text = output.toLowerCase(Locale.ROOT);
        if (ENGINE.stream().noneMatch(text::contains)) {
            return "'" + String.join(" ", command) + "' failed (" + reason + "): fix that";
        }
        return text.contains("permission")
                ? "this user may not use the Docker engine: add it to the group docker (sudo usermod -aG docker $USER)"
                        + " and log in again"
                : "the Docker engine does not respond (" + reason + "): start it";
    }

    /** Returns the exit code 0; fails otherwise. */
    private int pass(List<String> arguments) {
        List<String> all = withFile(arguments);
        try {
            int exitCode =
                    new ProcessBuilder(all).inheritIO().start().onExit().join().exitValue();
            if (exitCode != 0) {
                throw failed(
                        "'" + String.join(" ", all) + "' ended with exit code " + exitCode + ": fix the error above");
            }
            return 0;
        } catch (IOException e) {
            throw notInstalled();
        }
    }

    private List<String> withFile(List<String> arguments) {
        Path file = Path.of(System.getProperty("stack.home", "."), "docker-compose.yml");
        return concat(concat(command, List.of("-f", file.toString())), arguments);
    }

    private static List<String> withProfiles(List<String> arguments) {
        List<String> profiles = PROFILES.stream()
                .flatMap(profile -> Stream.of("--profile", profile))
                .toList();
        return concat(profiles, arguments);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Optional<ToolRun> run(List<String> command, String... arguments) {
        return run(concat(command, List.of(arguments)));
    }

    private static Optional<ToolRun> run(List<String> command) {
        return ToolRun.of(LIMIT, command);
    }

    /** Between two questions to Compose 1, which cannot wait itself. */
    private static void sleep() {
        try {
            Thread.sleep(Duration.ofSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for Docker", e);
        }
    }

    private static StackException failed(String problem) {
        return new StackException("--docker: " + problem + ", or leave out --docker");
    }
}
