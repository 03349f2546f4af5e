package io.orderpipeline.localstack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a server's JVM is started.
 *
 * @param java the home of the Java to run on
 * @param classPath the leash first, then the server's own jars; nothing of ours beside them
 * @param log gets all output of the process
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
     * Ctrl+C in a terminal goes to every process of the group. The programs drain on it and need the servers for that,
     * so the servers ignore it: the JVM respects an ignored SIGINT.
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
}
