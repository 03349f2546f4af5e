package io.orderpipeline.testing.benchmark.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Records the latency of each acknowledged order since its intended time, which is the order's timestamp. Safe for
 * use by several threads.
 */
public final class LatencyWatch {

    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Clock clock;
    private final Duration warmUp;
    private final AtomicReference<Instant> start = new AtomicReference<>();
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** @param warmUp orders with an intended time within this time after the first are not recorded */
    LatencyWatch(Clock clock, Duration warmUp) {
        this.clock = clock;
        this.warmUp = warmUp;
    }

    void acknowledged(List<Instant> intended) {
        Instant now = clock.instant();
        for (Instant time : intended) {
            start.compareAndSet(null, time.plus(warmUp));
            if (!time.isBefore(start.get())) {
                long latency = ChronoUnit.MICROS.between(time, now);
                micros.recordValue(Math.min(Math.max(0, latency), LONGEST_MICROS));
            }
        }
    }

    /** Complete when no write is in flight. */
    Histogram micros() {
        return micros;
    }

    /** Writes the histogram to a file, when no write to Cassandra is in flight. */
    void write(Path file) {
        ByteBuffer bytes = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(bytes);
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
