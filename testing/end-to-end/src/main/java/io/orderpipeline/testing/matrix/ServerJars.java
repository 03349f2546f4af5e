package io.orderpipeline.testing.matrix;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessException;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Resolves the jars of server versions as the local stack does, with Maven, which fetches those that it does not have.
 *
 * @param maven runs a command
 * @param progress receives a line when Maven is started
 */
record ServerJars(Repository repository, Maven maven, Consumer<String> progress) {

    @FunctionalInterface
    interface Maven {
        /** Returns the reason for a failure; empty on success. */
        Optional<String> run(List<String> command);
    }

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String ERROR = "[ERROR] ";

    static ServerJars of(Repository repository, Consumer<String> progress) {
        return new ServerJars(repository, ServerJars::runMaven, progress);
    }

    /** @throws ProcessException when Maven cannot fetch the version */
    List<Path> kafka(KafkaVersion version) {
        return jars("kafka", version.name(), version.mavenOptions());
    }

    /** @throws ProcessException when Maven cannot fetch the version */
    List<Path> cassandra(String version) {
        return jars("cassandra", version, List.of());
    }

    private List<Path> jars(String server, String version, List<String> options) {
        Path classPath = repository
                .root()
                .resolve("testing/end-to-end/target/matrix")
                .resolve(server + "-" + version + ".classpath");
        return read(classPath).orElseGet(() -> {
            fetch(server, version, classPath, options);
            return read(classPath).orElseThrow(() -> new ProcessException("Maven has not written " + classPath, null));
        });
    }

    /** Empty when the file or one of the jars is missing. */
    private static Optional<List<Path>> read(Path classPath) {
        if (!Files.exists(classPath)) {
            return Optional.empty();
        }
        try {
            List<Path> jars = Stream.of(Files.readString(classPath).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
            return Optional.of(jars).filter(all -> all.stream().allMatch(Files::isRegularFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fetch(String server, String version, Path classPath, List<String> options) {
        progress.accept("fetching " + server + " " + version + " with Maven");
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-Dstyle.color=never"));
        command.addAll(options);
        command.addAll(List.of(
                "-f",
                repository
                        .root()
                        .resolve("local-stack/" + server + "-runtime/pom.xml")
                        .toString(),
                "dependency:build-classpath@server",
                "-Dserver.version=" + version,
                "-Dserver.classpath=" + classPath));
        maven.run(command).ifPresent(reason -> {
            throw new ProcessException("Maven cannot fetch " + server + " " + version + ": " + reason, null);
        });
    }

    private static Optional<String> runMaven(List<String> command) {
        try (ChildProcess maven = ChildProcess.start(Launch.of("mvn", command))) {
            return maven.awaitEnd(LIMIT) == 0 ? Optional.empty() : Optional.of(reason(maven));
        }
    }

    private static String reason(ChildProcess maven) {
        return Stream.concat(maven.out().stream(), maven.err().stream())
                .filter(line -> line.startsWith(ERROR))
                .map(line -> line.substring(ERROR.length()).strip())
                .findFirst()
                .orElse("it printed no reason");
    }
}
