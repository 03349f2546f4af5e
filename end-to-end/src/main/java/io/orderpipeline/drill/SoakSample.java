package io.orderpipeline.drill;

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
 * @param threads of its process
 * @param files that it has open, sockets included
 * @param resident its memory as the operating system counts it, in MB
 * @param write its 99th percentile of writes in the last second, in ms
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
        double threads,
        double files,
        double resident,
        double write,
        double endToEnd) {

    static final String CSV_HEADER =
            "seconds,fault,calm,records,committed,heap_mb,live_mb,threads,open_files,resident_mb,"
                    + "write_p99_ms,end_to_end_p99_ms";

    String csv() {
        String numbers = DoubleStream.of(records, committed, heap, live, threads, files, resident, write, endToEnd)
                .mapToObj(value -> Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value))
                .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "%.1f,%s,%b,%s", seconds, fault, isCalm, numbers);
    }
}
