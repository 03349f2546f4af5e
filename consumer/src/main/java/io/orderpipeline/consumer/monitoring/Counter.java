package io.orderpipeline.consumer.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is counted for each partition, and the names that JSON, metrics and the final statistics use for it. These
 * outputs iterate over the counters, so a new one needs only a constant here and a caller.
 *
 * <p>The accounting rule: {@code polled = written + dead-lettered + in flight + handed back}, at any moment.
 */
public enum Counter {
    /** Records polled by this process, repeated ones included. */
    POLLED("polled", "polled", "orders_polled", "Records polled from Kafka"),
    WRITTEN("written", "written", "orders_written", "Orders that Cassandra acknowledged"),
    /** Its metric has the reason as a label and is not made from this list. */
    DEAD_LETTERED("deadLettered", "dead-lettered", null, null),
    /** A gauge: counted by the offset tracker and not derived from the others, so that the rule proves something. */
    IN_FLIGHT("inFlight", "in flight", "orders_in_flight", "Records polled that are neither stored nor dead-lettered"),
    /** Records not acknowledged when their partition was revoked; its next owner polls them again. */
    HANDED_BACK(
            "handedBack",
            "handed back",
            "orders_handed_back",
            "Records not acknowledged when their partition was revoked"),
    RETRIES("retries", "retries", "order_write_retries", "Requests retried"),
    /** Requests that Cassandra acknowledged. */
    BATCHES("batches", "batches", null, null),
    /** Fields of valid orders that are not in the order schema. */
    EXTRA_FIELDS("extraFields", null, null, null),
    /** Extra fields for which the table has no column of that name and a matching type. */
    EXTRA_FIELDS_NOT_STORED("extraFieldsNotStored", null, null, null);

    private static final List<Counter> LIVE = List.of(POLLED, WRITTEN, DEAD_LETTERED, IN_FLIGHT, HANDED_BACK, RETRIES);

    private final String jsonName;
    private final String heading;
    private final String metricName;
    private final String metricHelp;

    /**
     * @param heading in the statistics table; null for no column
     * @param metricName null for no metric
     */
    Counter(String jsonName, String heading, String metricName, String metricHelp) {
        this.jsonName = jsonName;
        this.heading = heading;
        this.metricName = metricName;
        this.metricHelp = metricHelp;
    }

    /** The counters that snapshots contain; all of them are in the final statistics. */
    public static List<Counter> live() {
        return LIVE;
    }

    /** The counters that have a column in the statistics table. */
    public static Stream<Counter> columns() {
        return Arrays.stream(values()).filter(counter -> counter.heading != null);
    }

    /** The counters that have a metric with the partition as its only label. */
    public static Stream<Counter> metrics() {
        return Arrays.stream(values()).filter(counter -> counter.metricName != null);
    }

    public String jsonName() {
        return jsonName;
    }

    public String heading() {
        return heading;
    }

    public String metricName() {
        return metricName;
    }

    public String metricHelp() {
        return metricHelp;
    }

    public boolean isGauge() {
        return this == IN_FLIGHT;
    }

    /** An index for arrays, which are cheaper on the poll threads than maps. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** The values of all counters at one moment. Immutable. */
    public static final class Values {

        private final long[] values;

        /** @param values by index */
        Values(long[] values) {
            this.values = values.clone();
        }

        /** Counters that are not in the map are zero. */
        static Values of(Map<Counter, Long> counts) {
            Values all = new Values(new long[values().length]);
            counts.forEach((counter, count) -> all.values[counter.index()] = count);
            return all;
        }

        public long get(Counter counter) {
            return values[counter.index()];
        }

        Values plus(Values other) {
            Values sum = new Values(values);
            Arrays.setAll(sum.values, i -> values[i] + other.values[i]);
            return sum;
        }

        /** Whether the accounting rule holds. */
        boolean reconcile() {
            return get(POLLED) == get(WRITTEN) + get(DEAD_LETTERED) + get(IN_FLIGHT) + get(HANDED_BACK);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }
}
