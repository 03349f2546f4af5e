package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The data directory of one stack. A file lock keeps other stacks out, which would corrupt the files. */
public final class DataDir implements AutoCloseable {

    private static final long LEAST_FREE_MIB = 512;
    private static final String WATCHDOG = "watchdog";

    private final Path root;
    private final FileChannel lock;

    private DataDir(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataDir claim(Path root) {
        try {
            requireWritable(root);
            requireSpace(root, Files.getFileStore(root).getUsableSpace() / (1024 * 1024));
            DataDir claimed = new DataDir(root, lock(root));
            claimed.copyWatchdog();
            return claimed;
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** Creates the folder when absent. */
    public static void requireWritable(Path root) {
        try {
            Files.createDirectories(root);
            Path probe = Files.createTempFile(root, "probe", null);
            Files.writeString(probe, "x");
            Files.delete(probe);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** Serializes the {@code up} and {@code down} commands of a data directory. The caller closes it. */
    public static FileChannel commandLock(Path root) {
        requireWritable(root);
        try {
            FileChannel channel = open(root, "command.lock");
            channel.lock();
            return channel;
        } catch (IOException e) {
            throw new StackException("cannot lock " + root + ": " + StackFiles.reason(e), e);
        }
    }

    private static FileChannel open(Path root, String name) throws IOException {
        return FileChannel.open(root.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static void requireSpace(Path root, long freeMebibytes) {
        if (freeMebibytes < LEAST_FREE_MIB) {
            throw new StackException("data directory " + root + ": " + freeMebibytes + " MiB free, the servers need "
                    + LEAST_FREE_MIB + ": make room or choose another with --data");
        }
    }

    /** The folder of one server. Creates it when absent. */
    Path of(String server) {
        try {
            return Files.createDirectories(root.resolve(server));
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** The class path that holds {@link ParentWatchdog} only. */
    Path watchdogClasses() {
        return of(WATCHDOG);
    }

    /** Deletes only what a stack writes, so that a wrong --data does not delete other files. */
    public static void wipe(Path root) {
        for (String name : new String[] {
            "kafka",
            "cassandra",
            "schema-registry",
            WATCHDOG,
            "lock",
            "command.lock",
            "cluster",
            "state",
            StackEnd.FILE,
            "stack.log",
            Security.FOLDER
        }) {
            StackFiles.delete(root.resolve(name));
        }
        for (int number = 1; ClusterSize.isPossible(number); number++) {
            StackFiles.delete(root.resolve("kafka-" + number));
            StackFiles.delete(root.resolve("cassandra-" + number));
        }
        String[] left = root.toFile().list();
        if (left != null && left.length == 0) {
            StackFiles.delete(root);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = open(root, "lock");
        if (!tryLock(channel)) {
            channel.close();
            throw new StackException("data directory " + root + " is in use by another stack: end that one"
                    + " (scripts/stack down) or choose another with --data");
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        }
    }

    private void copyWatchdog() throws IOException {
        String file = ParentWatchdog.class.getName().replace('.', '/') + ".class";
        Path target = watchdogClasses().resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = ParentWatchdog.class.getResourceAsStream("ParentWatchdog.class")) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static StackException unusable(Path root, IOException e) {
        return new StackException(
                "data directory " + root + " cannot be written (" + StackFiles.reason(e)
                        + "): make it writable or choose another with --data",
                e);
    }
}
