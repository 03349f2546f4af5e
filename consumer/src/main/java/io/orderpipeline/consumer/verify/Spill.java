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

/**
 * Entries on disk, dealt out to buckets by their keys: equal keys meet in the same bucket, and each bucket fits in
 * memory. Files are open only while they are written to, so that no number of buckets meets the limit on open files.
 * One thread.
 */
final class Spill implements AutoCloseable {

    /** Of each bucket, in memory until it is full. */
    private static final int BUFFER_BYTES = 400 * Entry.BYTES;

    private final Path folder;
    private final String name;
    private final ByteBuffer[] buffers;
    private long size;

    /** @param name of the files, which no other spill in the folder may have */
    Spill(Path folder, String name, int buckets) {
        this.folder = folder;
        this.name = name;
        this.buffers = new ByteBuffer[buckets];
    }

    int buckets() {
        return buffers.length;
    }

    long size() {
        return size;
    }

    void add(Entry entry) {
        int bucket = entry.bucket(buffers.length);
        if (buffers[bucket] == null) {
            buffers[bucket] = ByteBuffer.allocate(BUFFER_BYTES);
        }
        entry.put(buffers[bucket]);
        size++;
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

    /** The entries of a bucket, in no order. */
    List<Entry> read(int bucket) {
        List<Entry> entries = new ArrayList<>();
        if (buffers[bucket] == null) {
            return entries;
        }
        try {
            byte[] written = Files.exists(file(bucket)) ? Files.readAllBytes(file(bucket)) : new byte[0];
            take(ByteBuffer.wrap(written), entries);
            take(buffers[bucket].duplicate().flip(), entries);
        } catch (IOException e) {
            throw TemporaryFolder.failure(folder, e);
        }
        return entries;
    }

    private static void take(ByteBuffer from, List<Entry> entries) {
        while (from.hasRemaining()) {
            entries.add(Entry.get(from));
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
