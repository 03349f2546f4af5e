package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.cli.StackMain;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code scripts/stack} and {@code scripts/demo} with scripts in place of docker and docker-compose: what they say when
 * one is missing or the engine does not respond, and how they use them otherwise. The scripts log their arguments.
 */
final class StackDockerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** An engine without containers and without a Compose plugin. */
    private static final String WITHOUT_PLUGIN =
            "[[ $1 != compose ]] || { echo \"'compose' is not a command\" >&2; exit 1; }";

    /** As it is after {@code up}: containers with the ids 1 and 2. */
    private static final String CONTAINERS =
            """
            case "$*" in
              "version --short" | "compose version --short") echo VERSION ;;
              *"ps -q") [[ ! -e up ]] || echo $'1\\n2' ;;
              *" up -d"*) : >up ;;
              "inspect "*) echo $'broker healthy\\ncassandra healthy' ;;
            esac
            """;

    @TempDir
    private Path home;

    private Path commands;

    @BeforeEach
    void createFolder() throws IOException {
        commands = Files.createDirectory(home.resolve("bin"));
    }

    @Test
    void should_name_a_missing_docker() {
        assertThat(failure("up")).startsWith("there is no docker on the PATH: install Docker");
    }

    @Test
    void should_name_a_missing_compose_plugin() throws IOException {
        command("docker", WITHOUT_PLUGIN);

        assertThat(failure("status")).startsWith("docker has no Compose plugin").contains("docker-compose-plugin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is it up? | does not respond
                    failed to connect to the docker API at unix:///var/run/docker.sock; is it up? | does not respond
                    ERROR: Couldn't connect to Docker daemon at http+docker://localhost - is it up? | does not respond
                    error during connect: Get http://none:2375/v1.45/containers/json: no such host | does not respond
                    permission denied while trying to connect to the Docker daemon socket at unix:///d | group docker
                    Traceback (most: docker.errors.DockerException: Error: PermissionError(13, 'denied') | group docker
                    yaml: line 3: mapping values are not allowed in this context | line 3
                    """)
    void should_say_in_one_line_why_the_engine_cannot_be_used(String error, String message) throws IOException {
        command("docker", "[[ $* != *' ps -q' ]] || { echo \"" + error + "\" >&2; exit 1; }");

        assertThat(failure("down")).contains(message).endsWith(", or leave out --docker");
    }

    @Test
    void should_stop_the_containers_of_all_profiles() throws IOException {
        command("docker", CONTAINERS);

        try (ChildProcess down = stack("down", "--docker", "--wipe")) {
            assertThat(down.awaitEnd(LIMIT)).as(down.lastLines()).isZero();
        }
        assertThat(lastCall())
                .isEqualTo("docker compose -f " + home.resolve("docker-compose.yml")
                        + " --profile apps --profile observability --profile schema-registry down --volumes");
    }

    @Test
    void should_stop_every_profile_of_the_compose_file() throws IOException {
        List<String> profiles = Files.readAllLines(Repository.find().root().resolve("docker-compose.yml")).stream()
                .filter(line -> line.strip().startsWith("profiles: ["))
                .map(line -> line.replaceAll(".*\\[|].*", ""))
                .distinct()
                .toList();
        command("docker", CONTAINERS);
        try (ChildProcess down = stack("down", "--docker")) {
            assertThat(down.awaitEnd(LIMIT)).as(down.lastLines()).isZero();
        }

        assertThat(profiles).isNotEmpty().allSatisfy(profile -> assertThat(lastCall())
                .contains("--profile " + profile + " "));
    }

    @Test
    void should_wait_itself_for_healthy_servers_with_compose_1() throws IOException {
        command("docker", WITHOUT_PLUGIN + "\n" + CONTAINERS);
        command("docker-compose", CONTAINERS.replace("VERSION", "1.29.2"));

        try (ChildProcess up = stack("up", "--docker")) {
            assertThat(up.awaitEnd(LIMIT)).as(up.lastLines()).isZero();
        }
        assertThat(calls())
                .contains("docker-compose -f " + home.resolve("docker-compose.yml") + " up -d")
                .noneMatch(call -> call.contains("--wait"));
        assertThat(lastCall()).startsWith("docker inspect ").endsWith(" 1 2");
    }

    @Test
    void should_let_compose_2_wait() throws IOException {
        command("docker", WITHOUT_PLUGIN);
        command("docker-compose", CONTAINERS.replace("VERSION", "2.26.1"));

        try (ChildProcess up = stack("up", "--docker")) {
            assertThat(up.awaitEnd(LIMIT)).as(up.lastLines()).isZero();
        }
        assertThat(lastCall()).endsWith(" up -d --wait");
    }

    @Test
    void should_report_in_one_line_that_no_stack_runs_in_docker() throws IOException {
        command("docker", CONTAINERS);

        try (ChildProcess status = stack("status", "--docker")) {
            assertThat(status.awaitEnd(LIMIT)).isEqualTo(1);
            assertThat(status.out()).containsExactly("no stack runs in Docker");
            assertThat(status.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"cassandra healthy, 0", "cassandra starting, 1", "prometheus running, 1"})
    void should_succeed_only_when_both_servers_are_healthy(String container, int exitCode) throws IOException {
        Files.createFile(home.resolve("up"));
        command("docker", CONTAINERS.replace("cassandra healthy", container));

        try (ChildProcess status = stack("status", "--docker")) {
            assertThat(status.awaitEnd(LIMIT)).isEqualTo(exitCode);
        }
        assertThat(calls()).anyMatch(call -> call.endsWith(" ps"));
    }

    @Test
    void should_mention_a_stack_in_docker_when_no_local_one_runs() throws IOException {
        command(
                "docker",
                "[[ $1 != ps ]] || echo $'shop\\t" + home + "\\tbroker\\nshop\\t" + home
                        + "\\tcassandra\\nother\\t/else\\tweb'");

        for (String command : List.of("status", "down")) {
            try (ChildProcess local = stack(command, "--data=none")) {
                assertThat(local.awaitEnd(LIMIT)).isEqualTo(command.equals("status") ? 1 : 0);
                assertThat(local.out())
                        .containsExactly(
                                "no stack runs in " + home.resolve("none"),
                                "a stack runs in Docker (broker, cassandra): COMPOSE_PROJECT_NAME=shop"
                                        + " scripts/stack down --docker stops it");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"docker, exit 1", "other, exit 0"})
    void should_say_nothing_of_docker_when_it_is_absent_or_fails(String name, String script) throws IOException {
        command(name, script);

        try (ChildProcess status = stack("status", "--data=none")) {
            assertThat(status.awaitEnd(LIMIT)).isEqualTo(1);
            assertThat(status.out()).containsExactly("no stack runs in " + home.resolve("none"));
            assertThat(status.err()).isEmpty();
        }
    }

    /** Containers that are created after {@code down} would stay. */
    @Test
    void should_end_a_start_before_it_removes_the_containers_of_a_demo() throws IOException {
        command(
                "docker",
                CONTAINERS
                        + """
                        await() { until [[ -e $1 ]] || ((SECONDS >= $2)); do read -r -t 0.01 <> <(:); done; }
                        case "$*" in
                          *" up -d"*) : >starting; await stopping 60; : >still-starting ;;
                          *" down") : >stopping; await still-starting 2 ;;
                        esac
                        """);

        try (ChildProcess demo = demo("--docker")) {
            Awaitility.await().atMost(LIMIT).until(() -> Files.exists(home.resolve("starting")));
            demo.signal(ChildProcess.Signal.INT);

            assertThat(demo.awaitEnd(LIMIT)).as(demo.lastLines()).isZero();
            assertThat(demo.out()).contains("Stopped before the servers were ready.", "Nothing was produced.");
        }
        assertThat(home.resolve("stopping")).exists();
        assertThat(home.resolve("still-starting")).doesNotExist();
    }

    /** The only line of the error output, without its beginning. */
    private String failure(String command) {
        try (ChildProcess stack = stack(command, "--docker")) {
            assertThat(stack.awaitEnd(LIMIT)).isEqualTo(1);
            assertThat(stack.out()).isEmpty();
            String line = String.join("\n", stack.err());
            assertThat(line.lines()).hasSize(1);
            assertThat(line).startsWith("stack: --docker: ").endsWith(", or leave out --docker");
            return line.replaceFirst("stack: --docker: ", "");
        }
    }

    private ChildProcess stack(String... arguments) {
        List<String> jvmOptions = List.of("-XX:TieredStopAtLevel=1", "-Dstack.home=" + home, "-Duser.dir=" + home);
        return ChildProcess.start(Java.running()
                .main("stack", jvmOptions, StackMain.class.getName(), List.of(arguments))
                .with("PATH", commands.toString()));
    }

    private ChildProcess demo(String... arguments) {
        List<String> jvmOptions = List.of(
                "-XX:TieredStopAtLevel=1",
                "-Drepository.root=" + Repository.find().root());
        return ChildProcess.start(Java.running()
                .main("demo", jvmOptions, DemoMain.class.getName(), List.of(arguments))
                .with("PATH", commands.toString()));
    }

    private void command(String name, String script) throws IOException {
        String log = "cd '" + home + "'\necho \"" + name + " $*\" >>calls\n";
        Path file = Files.writeString(commands.resolve(name), "#!/bin/bash\n" + log + script + "\nexit 0\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() {
        try {
            return Files.readAllLines(home.resolve("calls"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String lastCall() {
        List<String> calls = calls();
        return calls.get(calls.size() - 1);
    }
}
