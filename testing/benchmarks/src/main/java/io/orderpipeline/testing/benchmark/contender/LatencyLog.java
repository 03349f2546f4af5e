package io.orderpipeline.testing.benchmark.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Passes a histogram from one process to another in a file. */
public final class LatencyLog {

    private LatencyLog() {}

    static void write(Path file, Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        try {
            Files.write(file, Arrays.copyOf(bytes.array(), length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Histogram read(Path file) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Files.readAllBytes(file)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DataFormatException e) {
            throw new IllegalStateException(file + " does not contain a histogram: " + e.getMessage(), e);
        }
    }
}
