package io.orderpipeline.testing.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file, deleted by {@link #close()}. */
record TemporaryFile(Path path) implements AutoCloseable {

    static TemporaryFile create(String suffix) {
        try {
            return new TemporaryFile(Files.createTempFile("bench", suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
