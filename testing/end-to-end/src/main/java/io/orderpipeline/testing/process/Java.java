package io.orderpipeline.testing.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** A Java runtime that programs are started with. */
public record Java(Path home) {

    private static final Pattern VERSION = Pattern.compile("\\d+");

    public static Java running() {
        return new Java(Path.of(System.getProperty("java.home")));
    }

    /** Its feature version, such as 17, from the release file; empty when the directory holds no Java 9 or later. */
    public Optional<Integer> version() {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException noJava) {
            return Optional.empty();
        }
        return VERSION.matcher(release.getProperty("JAVA_VERSION", ""))
                .results()
                .map(match -> Integer.valueOf(match.group()))
                .findFirst();
    }

    /** As a user starts a program: {@code java -jar}. */
    public Launch jar(Path jar, String... arguments) {
        return jar(jar, List.of(), List.of(arguments));
    }

    public Launch jar(Path jar, List<String> jvmOptions, List<String> arguments) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of("-jar", jar.toString()));
        all.addAll(arguments);
        return launch(jar.getFileName().toString().replace(".jar", ""), all);
    }

    /** A main class on the class path of this process. */
    public Launch main(String name, List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        all.addAll(arguments);
        return launch(name, all);
    }

    /** @param arguments of the {@code java} command */
    public Launch launch(String name, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(arguments);
        return Launch.of(name, command);
    }
}
