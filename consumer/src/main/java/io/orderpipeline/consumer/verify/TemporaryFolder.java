package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for temporary files, deleted with its content by {@link #close()}. One thread. */
final class TemporaryFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private final Path path;

    TemporaryFolder() {
        try {
            path = Files.createTempDirectory("order-verify-");
        } catch (IOException e) {
            throw failure(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    Path path() {
        return path;
    }

    /** In one line, because the usual cause is a full disk. */
    static UserError failure(Path folder, IOException e) {
        return UserError.failed(
                "cannot write temporary files in " + folder + ": " + ErrorText.of(e)
                        + "; about 80 bytes are needed for each order; free space, or set"
                        + " another folder with java -Djava.io.tmpdir=FOLDER",
                e);
    }

    @Override
    public void close() {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(path);
        } catch (IOException e) {
            LOG.warn("Temporary files are left in {}: {}", path, ErrorText.of(e));
        }
    }
}
