package io.orderpipeline.testing.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds programs on the PATH. */
public final class InstalledPrograms {

    private InstalledPrograms() {}

    public static boolean isInstalled(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
    }
}
