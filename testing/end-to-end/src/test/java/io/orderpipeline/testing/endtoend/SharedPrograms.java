package io.orderpipeline.testing.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class SharedPrograms {

    private SharedPrograms() {}

    public static boolean isInstalled(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
    }
}
