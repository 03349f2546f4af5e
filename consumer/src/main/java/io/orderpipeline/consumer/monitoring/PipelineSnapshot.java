package io.orderpipeline.consumer.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of the pipeline at one moment. One is made each second, and every output shows the same one. Immutable.
 *
 * @param reason why the state is not {@link State#RUNNING}, or empty
 * @param written rates of orders written by this process
 * @param produced rates of records appended to the topic, from its end offsets; unknown while the broker does not
 *     respond
 * @param offsetsAge the time since the broker's last response about offsets; empty before the first
 * @param rebalances how often partitions were assigned to threads of this process or revoked
 */
public record PipelineSnapshot(
        Instant time,
        String topic,
        String group,
        Duration uptime,
        State state,
        String reason,
        Totals totals,
        Rates written,
        Rates produced,
        Latency write,
        Latency endToEnd,
        List<PartitionSnapshot> partitions,
        Optional<Duration> offsetsAge,
        Map<String, Long> writtenByCategory,
        long rebalances,
        Troubles troubles) {

    /** After this time without a response, the broker is unavailable, and lag is unknown. */
    public static final Duration SILENCE = Duration.ofSeconds(5);

    /** Of a stop: covers a pending commit, draining, the last commit and leaving the group with a slow broker. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    public PipelineSnapshot {
        partitions = List.copyOf(partitions);
        writtenByCategory = Map.copyOf(writtenByCategory);
    }

    /** Receives each snapshot, once a second on the main thread; must not block. */
    @FunctionalInterface
    public interface Listener {
        void onSnapshot(PipelineSnapshot snapshot);
    }

    /** The state of the whole pipeline. */
    public enum State {
        /** Joining the group. */
        STARTING,
        RUNNING,
        /** In the group, without a partition: ready to take over. */
        STANDBY,
        /** The user has paused polling. */
        PAUSED,
        /** Kafka, Cassandra or the schema registry does not do its part; records are kept and nothing is lost. */
        DEGRADED,
        STOPPING;

        /** The name in every output. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The sums over all partitions.
     *
     * @param requests to Cassandra in progress
     * @param requestLimit of the partitions assigned to this process
     * @param reconcile whether the accounting rule of {@link Counter} holds for each partition
     */
    public record Totals(Counter.Values counts, int requests, int requestLimit, boolean reconcile) {

        public static Totals of(List<PartitionCounts> partitions) {
            return new Totals(
                    partitions.stream()
                            .map(PartitionCounts::counts)
                            .reduce(Counter.Values.of(Map.of()), Counter.Values::plus),
                    partitions.stream()
                            .mapToInt(partition -> partition.requests().inProgress())
                            .sum(),
                    partitions.stream()
                            .filter(PartitionCounts::owned)
                            .mapToInt(partition -> partition.requests().limit())
                            .sum(),
                    partitions.stream().allMatch(PartitionCounts::reconciles));
        }

        public long count(Counter counter) {
            return counts.get(counter);
        }

        /**
         * @param form with placeholders for the accounting rule: polled, written, dead-lettered, in flight, handed back
         */
        public String format(String form) {
            return form.formatted(
                            count(Counter.POLLED),
                            count(Counter.WRITTEN),
                            count(Counter.DEAD_LETTERED),
                            count(Counter.IN_FLIGHT),
                            count(Counter.HANDED_BACK))
                    + (reconcile ? "" : "  DOES NOT ADD UP");
        }
    }

    /**
     * Rates per second; NaN while they are unknown.
     *
     * @param now over the last second
     * @param overTenSeconds over the last ten seconds, or since the start
     * @param mean since the start
     * @param recent the rate of each of the last seconds, the newest last
     */
    public record Rates(double now, double overTenSeconds, double mean, List<Double> recent) {

        public static final Rates NONE = new Rates(0, 0, 0, List.of());
        public static final Rates UNKNOWN = new Rates(Double.NaN, Double.NaN, Double.NaN, List.of());

        public Rates {
            recent = List.copyOf(recent);
        }
    }

    /**
     * Latencies of the last second, in seconds.
     *
     * @param count of measurements; when zero, the percentiles are zero and have no meaning
     * @param sinceStart the histogram that metrics expose
     */
    public record Latency(long count, double p50, double p99, Buckets sinceStart) {

        /**
         * A histogram with fixed bounds.
         *
         * @param bounds upper bounds, inclusive, in seconds, ascending
         * @param counts one for each bound and one for larger values; not cumulative
         * @param sum in seconds, with an error of at most 1 %
         */
        public record Buckets(List<Double> bounds, List<Long> counts, double sum) {
            public Buckets {
                bounds = List.copyOf(bounds);
                counts = List.copyOf(counts);
            }
        }
    }

    /** True before the first response is due. */
    public boolean brokerResponds() {
        return isFresh(offsetsAge.orElse(uptime));
    }

    static boolean isFresh(Duration age) {
        return age.compareTo(SILENCE) < 0;
    }

    /** The lag of all partitions; empty when that of one is unknown. */
    public OptionalLong lagRecords() {
        if (partitions.isEmpty()
                || partitions.stream().anyMatch(partition -> partition.lag().isEmpty())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(partitions.stream()
                .mapToLong(partition -> partition.lag().get().records())
                .sum());
    }

    /** The lag of the partitions of this process, as far as it is known. */
    public long ownLagRecords() {
        return partitions.stream()
                .filter(partition -> partition.counts().owned())
                .flatMap(partition -> partition.lag().stream())
                .mapToLong(PartitionSnapshot.Lag::records)
                .sum();
    }

    /** How long the oldest record that is not stored has been waiting. */
    public Duration longestWait() {
        return partitions.stream()
                .flatMap(partition -> partition.lag().stream())
                .map(PartitionSnapshot.Lag::behind)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** What an open transaction hides; empty while it is no older than those of a producer that works. */
    public Optional<String> openTransaction() {
        return openTransaction(SILENCE);
    }

    /** @param bound for how long the transaction must have been open */
    public Optional<String> openTransaction(Duration bound) {
        List<PartitionSnapshot.Lag> hiding = partitions.stream()
                .flatMap(partition -> partition.lag().stream())
                .filter(lag -> lag.hidden() > 0 && lag.hiddenFor().compareTo(bound) >= 0)
                .toList();
        return hiding.stream()
                .map(PartitionSnapshot.Lag::hiddenFor)
                .max(Comparator.naturalOrder())
                .map(longest -> "an open transaction hides %,d records for %,d s"
                        .formatted(hiddenRecords(hiding), longest.toSeconds()));
    }

    private static long hiddenRecords(List<PartitionSnapshot.Lag> hiding) {
        return hiding.stream().mapToLong(PartitionSnapshot.Lag::hidden).sum();
    }

    public String uptimeText() {
        return clock(uptime);
    }

    /** As hours, minutes and seconds. */
    public static String clock(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
