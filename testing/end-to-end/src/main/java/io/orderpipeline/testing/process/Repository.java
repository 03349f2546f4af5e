package io.orderpipeline.testing.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that this code was built from, with its jars and scripts. */
public record Repository(Path root) {

    private static final String PROPERTY = "repository.root";

    /** From the system property that the build and the scripts set; in an IDE, relative to the working directory. */
    public static Repository find() {
        return new Repository(
                Path.of(System.getProperty(PROPERTY, "../..")).toAbsolutePath().normalize());
    }

    public Path producerJar() {
        return existing(root.resolve("producer/target/producer.jar"));
    }

    public Path consumerJar() {
        return existing(root.resolve("consumer/target/consumer.jar"));
    }

    /** The class path of the main class that ends a process with its parent. */
    public Path watchdogClasses() {
        return root.resolve("local-stack/parent-watchdog/target/classes");
    }

    /** The classes of the drills, which include those that run within a producer. */
    public Path endToEndClasses() {
        return root.resolve("testing/end-to-end/target/classes");
    }

    public Path script(String name) {
        return existing(root.resolve("scripts").resolve(name));
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ProcessException(file + " is missing: run mvn -Pquick package first");
        }
        return file;
    }
}
