package io.orderpipeline.common.install;

import io.orderpipeline.common.cli.NativeLibraries;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;

/**
 * Unpacks the native libraries of zstd and snappy beside the jar, for hosts where no directory for temporary files
 * allows execution: {@code java -cp consumer.jar io.orderpipeline.common.install.NativeLibrariesMain}.
 */
final class NativeLibrariesMain {

    private NativeLibrariesMain() {}

    public static void main(String[] arguments) {
        try {
            NativeLibraries.unpack();
        } catch (IOException | UserError e) {
            System.err.println("native libraries: " + e.getMessage());
            System.exit(Program.FAILED);
        }
    }
}
