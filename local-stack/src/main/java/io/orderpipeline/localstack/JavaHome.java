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
 * Finds the Java that Cassandra runs on. Cassandra 5.0 itself works on 11 and 17; its options here are those for 17,
 * and the leash is compiled for 17.
 */
public final class JavaHome {

    private static final int NEEDED = 17;
    private static final List<String> VARIABLES = List.of("JAVA17_HOME", "JAVA_HOME_17_X64", "JAVA_HOME_17_ARM64");

    private final Path running;
    private final Map<String, String> environment;
    private final List<Path> places;

    JavaHome(Path running, Map<String, String> environment, List<Path> places) {
        this.running = running;
        this.environment = environment;
        this.places = places;
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

    public static Path running() {
        return Path.of(System.getProperty("java.home"));
    }

    /** What was asked for is taken or refused, never replaced in silence. */
    Path forCassandra(Optional<Path> asked) {
        if (asked.isPresent()) {
            return requireFitting(asked.get());
        }
        return candidates()
                .filter(home -> version(home) == NEEDED)
                .findFirst()
                .orElseThrow(() -> new StackException("cassandra: needs Java " + NEEDED + ", this is Java "
                        + version(running) + " and no other was found: install a JDK " + NEEDED
                        + ", then name its home with --cassandra-java or in JAVA17_HOME"));
    }

    private Path requireFitting(Path asked) {
        int version = version(asked);
        if (version != NEEDED) {
            String what = version == 0 ? "no Java home (no readable 'release' file)" : "Java " + version;
            throw new StackException("cassandra: needs Java " + NEEDED + ", --cassandra-java " + asked + " is " + what
                    + ": name the home of a JDK " + NEEDED);
        }
        return asked;
    }

    private Stream<Path> candidates() {
        Stream<Path> named =
                VARIABLES.stream().map(environment::get).filter(v -> v != null).map(Path::of);
        Stream<Path> found = places.stream()
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

    /** The major version, or 0 when there is no Java. Every JDK and JRE since 9 has this file. */
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
