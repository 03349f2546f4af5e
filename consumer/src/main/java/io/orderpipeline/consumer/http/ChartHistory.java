package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.report.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps 15 minutes of values for the charts, so that a page shows them as soon as it is opened. With the values it
 * keeps the state and the alerts of each second, from which the charts shade outages and alerts.
 */
final class ChartHistory implements PipelineSnapshot.Listener {

    static final int POINTS = 900;

    private final ArrayDeque<Point> points = new ArrayDeque<>(POINTS);
    private final Supplier<List<String>> alerts;

    /** @param alerts that are firing */
    ChartHistory(Supplier<List<String>> alerts) {
        this.alerts = alerts;
    }

    private record Point(long time, List<Values> partitions, Condition condition) {

        /** Arrays without names, to save bytes; the condition is last. */
        List<Object> json() {
            List<Object> json = new ArrayList<>(List.of(time));
            partitions.forEach(values -> json.add(values.json()));
            json.add(condition.json());
            return json;
        }
    }

    private record Condition(String state, List<String> alerts, long rebalances) {

        JsonObject json() {
            return new JsonObject().put("state", state).put("alerts", alerts).put("rebalances", rebalances);
        }
    }

    /** NaN for unknown values. */
    private record Values(int partition, double rate, double lag, double write, double endToEnd) {

        static Values of(PartitionSnapshot partition) {
            return new Values(
                    partition.partition(),
                    partition.rates().now(),
                    partition.lag().map(Lag::records).map(Long::doubleValue).orElse(Double.NaN),
                    p99(partition.write()),
                    p99(partition.endToEnd()));
        }

        List<Object> json() {
            return List.of(partition, rate, lag, write, endToEnd);
        }

        private static double p99(Latency latency) {
            return latency.count() == 0 ? Double.NaN : latency.p99();
        }
    }

    @Override
    public synchronized void onSnapshot(PipelineSnapshot snapshot) {
        if (points.size() == POINTS) {
            points.removeFirst();
        }
        points.addLast(new Point(
                snapshot.time().toEpochMilli(),
                snapshot.partitions().stream().map(Values::of).toList(),
                new Condition(snapshot.state().text(), alerts.get(), snapshot.rebalances())));
    }

    byte[] json() {
        return JsonObject.bytes(copy().stream().map(Point::json).toList());
    }

    private synchronized List<Point> copy() {
        return List.copyOf(points);
    }
}
