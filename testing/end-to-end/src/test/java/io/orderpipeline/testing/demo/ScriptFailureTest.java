package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say when they lack something: copies of them in an empty repository, with few commands. */
final class ScriptFailureTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What the scripts need besides Bash, Java and Maven. */
    private static final List<String> COMMANDS =
            List.of("cat", "cut", "date", "dirname", "find", "head", "mkdir", "readlink", "sed", "tee", "touch", "tr");

    @TempDir
    private Path root;

    private Path commands;

    @BeforeEach
    void copyScripts() throws IOException {
        Path scripts = Files.createDirectory(root.resolve("scripts"));
        for (String script : List.of("bench", "demo", "drill", "help.sh", "programs.sh", "soak", "stack")) {
            Files.copy(Repository.find().script(script), scripts.resolve(script));
        }
        Path help = Files.createDirectory(scripts.resolve("help"));
        for (String name : List.of("demo.txt", "stack.txt", "stack-down.txt")) {
            Files.copy(Repository.find().script("help/" + name), help.resolve(name));
        }
        commands = Files.createDirectory(root.resolve("bin"));
        for (String command : COMMANDS) {
            Files.createSymbolicLink(commands.resolve(command), find(command));
        }
    }

    private static Path find(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "demo", "drill", "soak", "stack"})
    void should_name_a_missing_java(String script) {
        assertThat(run(script, ""))
                .isEqualTo(List.of(
                        script + ": there is no java on the PATH: install a JDK 17 or newer, and set JAVA_HOME to it"));
        assertThat(run(script, "/none"))
                .isEqualTo(List.of(script + ": there is no java in JAVA_HOME, which is /none:"
                        + " install a JDK 17 or newer, and set JAVA_HOME to it"));
    }

    @Test
    void should_reject_a_java_that_is_too_old() throws IOException {
        command("java", "exit 0");
        Files.writeString(root.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        assertThat(run("stack", root.toString()))
                .isEqualTo(List.of("stack: " + commands.resolve("java")
                        + " is Java 11, which is too old: set JAVA_HOME to a JDK 17 or newer"));
    }

    @Test
    void should_name_a_missing_maven() throws IOException {
        command("java", "exit 0");

        assertThat(run("stack", "", "up")).contains("stack: there is no mvn on the PATH: install Maven 3.8 or newer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Could not transfer artifact a:b:1 from/to central: Unknown host | the network
                    Cannot access central in offline mode and a:b:1 has not been downloaded | the network
                    Could not create local repository at /home/u/.m2/repository | cannot write its repository
                    No compiler is provided in this environment | set JAVA_HOME to a JDK
                    COMPILATION ERROR : | COMPILATION ERROR
                    """)
    void should_say_why_the_build_failed(String error, String message) throws IOException {
        command("java", "exit 0");
        command("mvn", "echo '[INFO] Building Common 1 [1/2]'; echo '[ERROR] " + error + "'; exit 1");

        List<String> lines = run("stack", "", "up");

        assertThat(lines).anyMatch(line -> line.contains("building Common 1 [1/2]") || line.contains("starting Maven"));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("stack: the build failed: ")
                .contains(message, root.resolve("target/scripts-build.log").toString());
        assertThat(lines.stream().filter(line -> line.contains("failed"))).hasSize(1);
    }

    private void command(String name, String script) throws IOException {
        Path file = Files.writeString(commands.resolve(name), "#!/bin/bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"demo --help, demo", "stack -h, stack", "stack down --wipe --help, stack-down"})
    void should_print_help_without_java(String arguments, String file) throws IOException {
        try (ChildProcess child = start("", arguments.split(" "))) {
            assertThat(child.awaitEnd(LIMIT)).isZero();
            assertThat(child.out())
                    .isEqualTo(Files.readAllLines(Repository.find().script("help/" + file + ".txt")));
        }
    }

    @ParameterizedTest
    @CsvSource({"status --data none, 1", "down --data=none --wipe, 0"})
    void should_report_without_a_build_that_no_stack_runs(String arguments, int exitCode) throws IOException {
        command("java", "exit 9");
        try (ChildProcess child = start("", ("stack " + arguments).split(" "))) {
            assertThat(child.awaitEnd(LIMIT)).isEqualTo(exitCode);
            assertThat(child.out())
                    .singleElement()
                    .asString()
                    .startsWith("no stack runs in /")
                    .endsWith("/none");
            assertThat(child.err()).isEmpty();
        }
    }

    @Test
    void should_name_a_missing_command_without_a_build() throws IOException {
        command("java", "exit 9");
        try (ChildProcess child = start("", "stack")) {
            assertThat(child.awaitEnd(LIMIT)).isEqualTo(2);
            assertThat(child.err()).containsExactly("stack: the command is missing: up, down, status or cql");
        }
    }

    /** The lines of an unsuccessful run. */
    private List<String> run(String script, String javaHome, String... arguments) {
        try (ChildProcess child = start(
                javaHome, Stream.concat(Stream.of(script), Stream.of(arguments)).toArray(String[]::new))) {
            assertThat(child.awaitEnd(LIMIT)).isEqualTo(1);
            assertThat(child.out()).isEmpty();
            return child.err();
        }
    }

    /** @param command a script and its arguments */
    private ChildProcess start(String javaHome, String... command) {
        List<String> all = new ArrayList<>(
                List.of("/bin/bash", root.resolve("scripts/" + command[0]).toString()));
        all.addAll(List.of(command).subList(1, command.length));
        return ChildProcess.start(
                Launch.of(command[0], all).with("PATH", commands.toString()).with("JAVA_HOME", javaHome));
    }
}
