package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Formats a snapshot as one line. */
final class StatusLine {

    private StatusLine() {}

    static String format(PipelineSnapshot snapshot) {
        Totals totals = snapshot.totals();
        return "%s  polled %,d  written %,d  dead letters %,d  in flight %,d (%d/%d requests)  %,.0f/s  lag %s%s"
                .formatted(
                        snapshot.uptimeText(),
                        totals.count(Counter.POLLED),
                        totals.count(Counter.WRITTEN),
                        totals.count(Counter.DEAD_LETTERED),
                        totals.count(Counter.IN_FLIGHT),
                        totals.requests(),
                        totals.requestLimit(),
                        snapshot.written().now(),
                        lag(snapshot),
                        snapshot.state() == State.RUNNING ? "" : "  " + snapshot.reason());
    }

    private static String lag(PipelineSnapshot snapshot) {
        OptionalLong records = snapshot.lagRecords();
        if (records.isEmpty()) {
            return snapshot.brokerResponds() ? "not known yet" : "unknown, the broker does not answer";
        }
        String wait = records.getAsLong() == 0
                ? ""
                : "  oldest waits %,d s".formatted(snapshot.longestWait().toSeconds());
        return snapshot.partitions().stream()
                .map(StatusLine::lag)
                .collect(Collectors.joining("  ", "%,d  (".formatted(records.getAsLong()), ")" + wait));
    }

    private static String lag(PartitionSnapshot partition) {
        return "p%d %,d"
                .formatted(
                        partition.partition(), partition.lag().map(Lag::records).orElse(0L));
    }
}
