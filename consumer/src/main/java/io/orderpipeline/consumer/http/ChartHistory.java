package io.orderpipeline.consumer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** Keeps 15 minutes of values for the charts, so that a page shows them as soon as it is opened. */
final class ChartHistory implements SnapshotListener {

    static final int POINTS = 900;

    private final ArrayDeque<Point> points = new ArrayDeque<>(POINTS);

    private record Point(long time, List<Values> partitions) {}

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
                snapshot.partitions().stream().map(Values::of).toList()));
    }

    byte[] json() {
        List<Point> all = copy();
        return SnapshotJson.bytes(json -> {
            json.writeStartArray();
            for (Point point : all) {
                write(point, json);
            }
            json.writeEndArray();
        });
    }

    private synchronized List<Point> copy() {
        return List.copyOf(points);
    }

    /** Time, then number, rate, lag, write p99 and end-to-end p99 of each partition; arrays, to save bytes. */
    private static void write(Point point, JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeNumber(point.time());
        for (Values values : point.partitions()) {
            json.writeStartArray();
            json.writeNumber(values.partition());
            for (double value : new double[] {values.rate(), values.lag(), values.write(), values.endToEnd()}) {
                if (Double.isNaN(value)) {
                    json.writeNull();
                } else {
                    json.writeNumber(value);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
