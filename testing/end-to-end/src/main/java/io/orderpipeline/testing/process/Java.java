package io.orderpipeline.testing.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java that programs are run on. */
public record Java(Path home) {

    /** The one that runs this code. */
    public static Java running() {
        return new Java(Path.of(System.getProperty("java.home")));
    }

    /** As a user starts it: {@code java -jar}. */
    public Launch jar(Path jar, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", jar.toString()));
        all.addAll(List.of(arguments));
        return launch(jar.getFileName().toString().replace(".jar", ""), all);
    }

    /** @param arguments of the {@code java} command */
    public Launch launch(String name, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(arguments);
        return Launch.of(name, command);
    }
}
