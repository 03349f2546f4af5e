package io.orderpipeline.testing.benchmark;

import java.util.Locale;

/** A measured figure of a contender, with its name in JSON, its heading and its decimals. */
enum Figure {
    /** From the start to the end of the process: JVM, connections and compiler included. */
    COLD_RATE("orders_per_second_cold", "orders/s cold", 0),
    /** Between a third and nine tenths of the orders. */
    WARM_RATE("orders_per_second_warm", "orders/s warm", 0),
    /** Of the whole process. */
    CPU("cpu_microseconds_per_order", "CPU us", 1),
    /** Between a third and nine tenths of the orders. */
    WARM_CPU("cpu_microseconds_per_order_warm", "CPU us warm", 1),
    KAFKA_CPU("kafka_cpu_microseconds_per_order", "Kafka CPU us", 1),
    CASSANDRA_CPU("cassandra_cpu_microseconds_per_order", "Cassandra CPU us", 1),
    FIRST_ROW("first_row_seconds", "first row s", 2),
    MEASURED("orders_measured", "orders", 0),
    P50("latency_milliseconds_p50", "p50 ms", 1),
    P90("latency_milliseconds_p90", "p90 ms", 1),
    P99("latency_milliseconds_p99", "p99 ms", 1),
    P999("latency_milliseconds_p99_9", "p99.9 ms", 1),
    MAXIMUM("latency_milliseconds_maximum", "max ms", 1),
    /** Median time to read the newest 100 of a Kafka partition. */
    NEWEST_READ("newest_100_milliseconds", "newest 100 ms", 1),
    COMPACTED("compacted_bytes_per_order", "compacted B/order", 0),
    DISK("disk_mebibytes", "disk MiB", 0),
    /** Cassandra partitions. */
    PARTITIONS("cassandra_partitions", "partitions", 0),
    LARGEST_ROWS("largest_partition_rows", "largest rows", 0),
    LARGEST_MEBIBYTES("largest_partition_mebibytes", "largest MiB", 0),
    NANOSECONDS("nanoseconds_per_order", "ns/order", 0);

    final String jsonName;
    final String heading;
    private final int decimals;

    Figure(String jsonName, String heading, int decimals) {
        this.jsonName = jsonName;
        this.heading = heading;
        this.decimals = decimals;
    }

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
