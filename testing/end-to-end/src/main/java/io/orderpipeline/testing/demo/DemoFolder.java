package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The data directory of the demo, which starts each time with an empty one. A mark tells that a directory is a demo's,
 * so that a wrong {@code --data} costs nobody his files.
 */
record DemoFolder(Path path) {

    private static final String MARK = "wiped-by-the-next-demo";

    /** @param stack ends what a person may have started there for a look, and deletes the servers' files */
    void makeFresh(StackCommand stack) {
        try {
            if (Files.exists(mark())) {
                stack.run("down", "--wipe", "--data", path.toString());
            } else {
                requireEmpty();
            }
            Files.createDirectories(path);
            Files.writeString(mark(), "scripts/demo deletes the servers' files in this directory when it starts.\n");
        } catch (IOException e) {
            throw UserError.failed("--data " + path + " cannot be used (" + e + "); choose another", e);
        }
    }

    private Path mark() {
        return path.resolve(MARK);
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) {
                throw UserError.badUsage(
                        "--data " + path
                                + " holds files that are not of a demo, which would start by deleting them; name a new directory");
            }
        }
    }
}
