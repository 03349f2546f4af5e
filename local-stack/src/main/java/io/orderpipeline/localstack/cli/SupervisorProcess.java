package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the supervisor so that it survives this command, its terminal and Ctrl+C. */
final class SupervisorProcess {

    // The driver's Guava uses Unsafe, and the warnings would be mixed with the progress lines.
    private static final int FIRST_JAVA_TO_WARN_OF_UNSAFE = 24;

    private SupervisorProcess() {}

    static ProcessHandle start(StackConfig config, Path log) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= FIRST_JAVA_TO_WARN_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StackMain.class.getName()));
        command.addAll(arguments(config));
        try {
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .toHandle();
        } catch (IOException e) {
            throw new StackException("cannot start the supervisor: " + e.getMessage(), e);
        }
    }

    private static List<String> arguments(StackConfig config) {
        List<String> arguments = new ArrayList<>(List.of(
                "supervise",
                "--data=" + config.dataDir(),
                "--kafka-port=" + config.kafkaPort(),
                "--cassandra-port=" + config.cassandraPort(),
                "--brokers=" + config.size().brokers(),
                "--cassandra-nodes=" + config.size().cassandraNodes()));
        config.ports().schemaRegistry().ifPresent(port -> arguments.add("--schema-registry-port=" + port));
        config.cassandraJava().ifPresent(java -> arguments.add("--cassandra-java=" + java));
        return arguments;
    }
}
