package io.orderpipeline.consumer.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All there is to see of the pipeline at one moment: made once a second, and the same for everybody who looks.
 * Immutable.
 *
 * @param time when it was made
 * @param reason why the state is not {@link PipelineState#RUNNING}, or empty
 * @param written rates of orders written by this process
 * @param produced rates of records that came to the topic, as its end offsets show
 * @param progressAge how old the broker's word on lag is; empty when it has not said anything yet
 * @param rebalances times that partitions came to a thread of this process or went from it
 */
public record PipelineSnapshot(
        Instant time,
        String topic,
        String group,
        Duration uptime,
        PipelineState state,
        String reason,
        Totals totals,
        Rates written,
        Rates produced,
        Latency write,
        Latency endToEnd,
        List<PartitionSnapshot> partitions,
        Optional<Duration> progressAge,
        Map<String, Long> writtenByCategory,
        long rebalances) {

    /** A lag that nobody has confirmed for this long is not shown as if it were one. */
    private static final Duration STALE = Duration.ofSeconds(5);

    public PipelineSnapshot {
        partitions = List.copyOf(partitions);
        writtenByCategory = Map.copyOf(writtenByCategory);
    }

    /** Before the first answer is due, its absence says nothing. */
    public boolean brokerAnswers() {
        return isFresh(progressAge.orElse(uptime));
    }

    static boolean isFresh(Duration age) {
        return age.compareTo(STALE) < 0;
    }

    /** Of all partitions; empty when that of one is not known. */
    public OptionalLong lagRecords() {
        if (partitions.isEmpty()
                || partitions.stream().anyMatch(partition -> partition.lag().isEmpty())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(partitions.stream()
                .mapToLong(partition -> partition.lag().get().records())
                .sum());
    }
}
