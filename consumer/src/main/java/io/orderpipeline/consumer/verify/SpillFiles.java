package io.orderpipeline.consumer.verify;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One side of a partitioned hash join on disk: entries with equal keys are in the same bucket, and a bucket that does
 * not fit in memory can be {@link #split}. Files are open only while they are written or read, so that the number of
 * buckets is not limited by the number of open files. One thread.
 */
final class SpillFiles implements AutoCloseable {

    /** The buffer of each bucket. */
    private static final int BUFFER_BYTES = 400 * JoinEntry.BYTES;

    private final Path folder;
    private final String name;
    private final int level;
    private final ByteBuffer[] buffers;
    private final long[] sizes;

    /** @param name of the files, unique in the folder */
    SpillFiles(Path folder, String name, int buckets) {
        this(folder, name, buckets, 0);
    }

    private SpillFiles(Path folder, String name, int buckets, int level) {
        this.folder = folder;
        this.name = name;
        this.level = level;
        this.buffers = new ByteBuffer[buckets];
        this.sizes = new long[buckets];
    }

    int buckets() {
        return buffers.length;
    }

    /** How many times the entries were split. */
    int level() {
        return level;
    }

    /** The number of entries of a bucket. */
    long size(int bucket) {
        return sizes[bucket];
    }

    void add(JoinEntry entry) {
        int bucket = entry.bucket(buffers.length, level);
        if (buffers[bucket] == null) {
            buffers[bucket] = ByteBuffer.allocate(BUFFER_BYTES);
        }
        entry.put(buffers[bucket]);
        sizes[bucket]++;
        if (!buffers[bucket].hasRemaining()) {
            write(bucket);
        }
    }

    private void write(int bucket) {
        try (ByteChannel file = Files.newByteChannel(file(bucket), CREATE, APPEND)) {
            buffers[bucket].flip();
            while (buffers[bucket].hasRemaining()) {
                file.write(buffers[bucket]);
            }
            buffers[bucket].clear();
        } catch (IOException e) {
            throw TemporaryFolder.failure(folder, e);
        }
    }

    /** The entries of a bucket, unsorted. */
    List<JoinEntry> read(int bucket) {
        List<JoinEntry> entries = new ArrayList<>(Math.toIntExact(sizes[bucket]));
        forEach(bucket, entries::add);
        return entries;
    }

    /** Copies a bucket into smaller ones, which the caller closes. */
    SpillFiles split(int bucket, int buckets) {
        SpillFiles parts = new SpillFiles(folder, name + "-" + bucket + "-of", buckets, level + 1);
        forEach(bucket, parts::add);
        return parts;
    }

    private void forEach(int bucket, Consumer<JoinEntry> action) {
        if (buffers[bucket] == null) {
            return;
        }
        if (Files.exists(file(bucket))) {
            try (ByteChannel file = Files.newByteChannel(file(bucket))) {
                ByteBuffer chunk = ByteBuffer.allocate(BUFFER_BYTES);
                while (file.read(chunk) >= 0) {
                    chunk.flip();
                    take(chunk, action);
                    chunk.compact();
                }
            } catch (IOException e) {
                throw TemporaryFolder.failure(folder, e);
            }
        }
        take(buffers[bucket].duplicate().flip(), action);
    }

    private static void take(ByteBuffer from, Consumer<JoinEntry> action) {
        while (from.remaining() >= JoinEntry.BYTES) {
            action.accept(JoinEntry.get(from));
        }
    }

    private Path file(int bucket) {
        return folder.resolve(name + "-" + bucket);
    }

    @Override
    public void close() {
        try {
            for (int bucket = 0; bucket < buffers.length; bucket++) {
                Files.deleteIfExists(file(bucket));
            }
        } catch (IOException e) {
            throw TemporaryFolder.failure(folder, e);
        }
    }
}
