package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Reads, writes and deletes files of a stack. Private files are readable by their owner only, from their creation on.
 */
public final class StackFiles {

    private StackFiles() {}

    /** Deletes a file, or a folder with its contents. Deletes links without following them. */
    public static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StackException("cannot delete " + root + ": " + reason(e), e);
        }
    }

    /** Empty when the file does not exist. */
    public static Optional<Properties> readProperties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(properties);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + reason(e), e);
        }
    }

    /** Atomic for readers. */
    public static void writeProperties(Path file, Map<String, ?> values) {
        Properties properties = new Properties();
        values.forEach((name, value) -> properties.setProperty(name, value.toString()));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** Without the file's name, which messages have already. The exceptions of the JDK often have nothing else. */
    static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }

    static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        createPrivate(file);
        Files.writeString(file, text);
    }

    static void createPrivate(Path file) throws IOException {
        Files.createFile(file, permissions("rw-------"));
    }

    static void createPrivateFolder(Path folder) throws IOException {
        Files.createDirectory(folder, permissions("rwx------"));
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
