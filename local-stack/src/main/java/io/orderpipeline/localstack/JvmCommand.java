package io.orderpipeline.localstack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a server's JVM.
 *
 * @param classPath the {@link ParentWatchdog} first, then the server's own jars
 * @param log receives stdout and stderr
 */
record JvmCommand(
        Path java,
        List<String> options,
        List<Path> classPath,
        String mainClass,
        List<String> arguments,
        Path directory,
        Path log) {

    /**
     * Ignores SIGINT, which Ctrl+C in a terminal sends to the whole process group: the programs need the servers while
     * they drain.
     */
    List<String> toShellCommand() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(java.resolve("bin/java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(ParentWatchdog.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** The jars of one server, as Maven resolved them for it alone: only their paths are packaged. */
    static List<Path> serverJars(String server) {
        return existingJars(server, Template.read(server + ".classpath"));
    }

    static List<Path> existingJars(String server, String classPath) {
        List<Path> jars = Arrays.stream(classPath.strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
        jars.stream().filter(jar -> !Files.isRegularFile(jar)).findFirst().ifPresent(missing -> {
            throw new StackException(
                    server + ": " + missing + " is missing: run " + fetchCommand(server) + " to fetch it again");
        });
        return jars;
    }

    private static String fetchCommand(String server) {
        return server.equals(NodeAddress.SCHEMA_REGISTRY) ? "scripts/stack up --schema-registry" : "mvn package";
    }
}
