package io.orderpipeline.testing.soak;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One look at the pipeline. What could not be found out is {@link Double#NaN}.
 *
 * @param seconds since the soak began
 * @param fault what was wrong at that time; empty for nothing
 * @param isCalm whether there has been no fault for so long that nothing is left of it
 * @param records in the topic
 * @param committed of them, by the group
 * @param heap of the consumer that nobody harms, in MB, garbage included
 * @param live what a full collection has left of it; known now and then only
 * @param consumer its process
 * @param producer the process that nobody harms either
 * @param write the consumer's 99th percentile of writes in the last second, in ms
 * @param endToEnd the same from the record's timestamp to the acknowledged write
 */
record SoakSample(
        double seconds,
        String fault,
        boolean isCalm,
        double records,
        double committed,
        double heap,
        double live,
        ProcessFigures consumer,
        ProcessFigures producer,
        double write,
        double endToEnd) {

    static final String CSV_HEADER =
            "seconds,fault,calm,records,committed,heap_mb,live_mb,threads,open_files,resident_mb,"
                    + "producer_threads,producer_open_files,producer_resident_mb,write_p99_ms,end_to_end_p99_ms";

    String csv() {
        String numbers = DoubleStream.of(
                        records,
                        committed,
                        heap,
                        live,
                        consumer.threads(),
                        consumer.files(),
                        consumer.resident(),
                        producer.threads(),
                        producer.files(),
                        producer.resident(),
                        write,
                        endToEnd)
                .mapToObj(value -> Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value))
                .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "%.1f,%s,%b,%s", seconds, fault, isCalm, numbers);
    }
}
