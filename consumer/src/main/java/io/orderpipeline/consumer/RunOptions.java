package io.orderpipeline.consumer;

import io.orderpipeline.consumer.pipeline.HeapLimits;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options for running the consumer. */
final class RunOptions {

    @Option(names = "--threads", paramLabel = "N", description = "consumer threads (default: one per partition)")
    Integer threads;

    @Option(
            names = "--batch-size",
            paramLabel = "ROWS",
            defaultValue = "4000",
            description = "maximum rows in one request to Cassandra; 1 for no batches (default: ${DEFAULT-VALUE})")
    int batchSize;

    @Option(
            names = "--max-in-flight",
            paramLabel = "RECORDS",
            description = {
                "maximum records polled but not yet stored, in the whole process",
                "(default: 60000, or less for a small heap)"
            })
    Integer maximumRecords;

    @Option(
            names = "--max-in-flight-bytes",
            paramLabel = "BYTES",
            description = {"the same limit in bytes", "(default: 67108864, or an 8th of a small heap)"})
    Long maximumBytes;

    @Option(names = "--exit-when-caught-up", description = "stop at the end offsets seen at start")
    boolean exitWhenCaughtUp;

    @Option(
            names = "--startup-timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "how long to wait for each of broker, topic and Cassandra; 0 waits forever (default:"
                    + " ${DEFAULT-VALUE})")
    Duration startupTimeout;

    /** Empty for one per partition of the topic. */
    OptionalInt threads() {
        return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
    }

    int maximumRecords() {
        return maximumRecords == null ? HeapLimits.ofThisProcess().records() : maximumRecords;
    }

    long maximumBytes() {
        return maximumBytes == null ? HeapLimits.ofThisProcess().bytes() : maximumBytes;
    }
}
