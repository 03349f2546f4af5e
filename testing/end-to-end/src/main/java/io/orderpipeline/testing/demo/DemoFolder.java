package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The data directory of the demo, which is emptied at each start. A marker file identifies it, so that a wrong
 * {@code --data} deletes no foreign files.
 */
record DemoFolder(Path path) {

    private static final String MARKER = "wiped-by-the-next-demo";

    /** @param stack stops servers that still run on the directory, and deletes their files */
    void makeFresh(StackCommand stack) {
        try {
            if (Files.exists(marker())) {
                stack.run("down", "--wipe", "--data", path.toString());
            } else {
                requireEmpty();
            }
            Files.createDirectories(path);
            Files.writeString(marker(), "scripts/demo deletes the servers' files in this directory when it starts.\n");
        } catch (IOException e) {
            throw UserError.failed("--data " + path + " cannot be used (" + ErrorText.of(e) + "); choose another", e);
        }
    }

    private Path marker() {
        return path.resolve(MARKER);
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) {
                throw UserError.badUsage("--data " + path
                        + " holds files that no demo has written. A demo deletes all files there at its"
                        + " start; name a new directory");
            }
        }
    }
}
