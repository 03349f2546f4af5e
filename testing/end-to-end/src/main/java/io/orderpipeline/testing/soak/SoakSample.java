package io.orderpipeline.testing.soak;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One sample of the pipeline. A missing measurement is {@link Double#NaN}.
 *
 * @param seconds since the start of the soak
 * @param fault the present fault; empty for none
 * @param isQuiet whether the last fault ended long enough ago to have no effect
 * @param records in the topic
 * @param committed records, by the group
 * @param heap of the undisturbed consumer in MB, garbage included
 * @param live heap after a full collection, which few samples have
 * @param consumer the undisturbed consumer
 * @param producer the undisturbed producer
 * @param write 99th percentile of the consumer's writes in the last second, in ms
 * @param endToEnd the same, from the record's timestamp to the acknowledged write
 */
record SoakSample(
        double seconds,
        String fault,
        boolean isQuiet,
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
        return String.format(Locale.ROOT, "%.1f,%s,%b,%s", seconds, fault, isQuiet, numbers);
    }
}
