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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
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
    private final LongAdder acknowledged = new LongAdder();

    /**
     * @param acknowledged all orders, also those of the warm-up
     * @param micros the latencies of the orders after it
     */
    public record Results(long acknowledged, Histogram micros) {}

    /** @param warmUp orders with an intended time within this time after the first are not recorded */
    LatencyWatch(Clock clock, Duration warmUp) {
        this.clock = clock;
        this.warmUp = warmUp;
    }

    void acknowledged(List<Instant> intended) {
        Instant now = clock.instant();
        acknowledged.add(intended.size());
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

    /** Writes the results to a file, when no write to Cassandra is in flight. */
    void write(Path file) {
        ByteBuffer histogram = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(histogram);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + length);
        bytes.putLong(acknowledged.sum()).put(histogram.array(), 0, length);
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Results read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return new Results(bytes.getLong(), Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DataFormatException e) {
            throw new IllegalStateException(file + " does not contain a histogram: " + e.getMessage(), e);
        }
    }
}
