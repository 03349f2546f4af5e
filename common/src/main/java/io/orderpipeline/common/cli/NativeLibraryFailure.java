package io.orderpipeline.common.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Recognizes that the native library of a compression cannot be loaded. The libraries unpack it into a directory for
 * temporary files and map it from there, at the first record of that compression.
 */
public final class NativeLibraryFailure {

    /** The compression by the packages of its library. */
    private static final Map<String, String> LIBRARIES =
            Map.of("com.github.luben.zstd", "zstd", "org.xerial.snappy", "snappy", "net.jpountz", "lz4");

    private NativeLibraryFailure() {}

    /** Empty for other failures. */
    public static Optional<UserError> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> compression = cause instanceof Error ? compression(cause) : Optional.empty();
            if (compression.isPresent()) {
                return Optional.of(UserError.failed(message(compression.get(), cause), failure));
            }
        }
        return Optional.empty();
    }

    /** @throws UserError when that is the failure */
    public static void throwIfPresent(Throwable failure) {
        of(failure).ifPresent(error -> {
            throw error;
        });
    }

    /** The first failure is thrown by the library; the later ones only name its class. */
    private static Optional<String> compression(Throwable error) {
        return LIBRARIES.entrySet().stream()
                .filter(library -> error.toString().contains(library.getKey())
                        || Arrays.stream(error.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().startsWith(library.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String message(String compression, Throwable error) {
        return "cannot load the native library of " + compression + " compression from java.io.tmpdir, "
                + System.getProperty("java.io.tmpdir") + " ("
                + String.valueOf(error.getMessage()).lines().findFirst().orElse("") + "); name a"
                + " directory that exists, is writable and is not mounted noexec: java -Djava.io.tmpdir=DIRECTORY; or"
                + " unpack the library beside the jar: java -cp "
                + NativeLibraries.jar().map(Path::toString).orElse("JAR") + " " + NativeLibraries.MAIN_CLASS;
    }
}
