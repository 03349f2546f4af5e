package io.orderpipeline.testing.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java runtime that programs are started with. */
public record Java(Path home) {

    public static Java running() {
        return new Java(Path.of(System.getProperty("java.home")));
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
