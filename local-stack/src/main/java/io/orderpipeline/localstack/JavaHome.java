package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds a Java 17 for Cassandra. Cassandra 5.0 also runs on 11, but the JVM options here are those for 17.
 */
final class JavaHome {

    private static final int REQUIRED = 17;
    private static final String OPTION = "--cassandra-java";
    private static final String VARIABLE = "JAVA17_HOME";

    /** Those of GitHub's runners. */
    private static final List<String> OTHER_VARIABLES = List.of("JAVA_HOME_17_X64", "JAVA_HOME_17_ARM64");

    private final Path running;
    private final Map<String, String> environment;
    private final List<Path> folders;

    JavaHome(Path running, Map<String, String> environment, List<Path> folders) {
        this.running = running;
        this.environment = environment;
        this.folders = folders;
    }

    static JavaHome system() {
        Path user = Path.of(System.getProperty("user.home"));
        return new JavaHome(
                running(),
                System.getenv(),
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/opt/java"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        user.resolve(".sdkman/candidates/java"),
                        user.resolve(".jdks")));
    }

    static Path running() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A Java home that the user names is used or rejected, never replaced. */
    Path forCassandra(Optional<Path> asked) {
        if (asked.isPresent()) {
            return requireVersion(OPTION, asked.get());
        }
        if (version(running) != REQUIRED && environment.containsKey(VARIABLE)) {
            return requireVersion(VARIABLE, Path.of(environment.get(VARIABLE)));
        }
        return candidates()
                .filter(home -> version(home) == REQUIRED)
                .findFirst()
                .orElseThrow(() -> new StackException("cassandra: needs Java " + REQUIRED + ", this is Java "
                        + version(running) + " and no other was found: install a JDK " + REQUIRED
                        + ", then name its home with " + OPTION + " or in " + VARIABLE));
    }

    private static Path requireVersion(String origin, Path asked) {
        int version = version(asked);
        if (version != REQUIRED) {
            String what = version == 0 ? "no Java home (no readable 'release' file)" : "Java " + version;
            throw new StackException("cassandra: needs Java " + REQUIRED + ", " + origin + " " + asked + " is " + what
                    + ": name the home of a JDK " + REQUIRED);
        }
        return asked;
    }

    private Stream<Path> candidates() {
        Stream<Path> named = OTHER_VARIABLES.stream()
                .map(environment::get)
                .filter(v -> v != null)
                .map(Path::of);
        Stream<Path> found = folders.stream()
                .flatMap(JavaHome::children)
                .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
        return Stream.of(Stream.of(running), named, found).flatMap(homes -> homes);
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.sorted().toList().stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }

    /** The major version, or 0 without a Java. Every JDK and JRE since 9 has the release file. */
    private static int version(Path home) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException noJava) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.replaceFirst("[^0-9].*", ""));
    }
}
