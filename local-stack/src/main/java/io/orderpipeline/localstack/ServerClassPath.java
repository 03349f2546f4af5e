package io.orderpipeline.localstack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The jars one server runs from, as Maven resolved them for that server alone. They stay in the local Maven repository:
 * only their paths are packed.
 */
record ServerClassPath(List<Path> jars) {

    static ServerClassPath of(String server) {
        String resource = server + ".classpath";
        return parse(server, Template.read(resource));
    }

    static ServerClassPath parse(String server, String line) {
        List<Path> jars = Arrays.stream(line.strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
        jars.stream().filter(jar -> !Files.isRegularFile(jar)).findFirst().ifPresent(gone -> {
            throw new StackException(server + ": " + gone + " is gone: run mvn package to fetch it again");
        });
        return new ServerClassPath(jars);
    }
}
