package io.orderpipeline.consumer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.Latency;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/** What the charts show: the last quarter of an hour, kept here so that a page that is opened anew has it all. */
final class ChartHistory implements SnapshotListener {

    static final int POINTS = 900;

    private final ArrayDeque<Point> points = new ArrayDeque<>(POINTS);

    private record Point(long time, List<Values> partitions) {}

    /** NaN where there is none. */
    private record Values(int partition, double rate, double lag, double write, double endToEnd) {

        static Values of(PartitionSnapshot view) {
            return new Values(
                    view.partition(),
                    view.rates().now(),
                    view.lag().map(Lag::records).map(Long::doubleValue).orElse(Double.NaN),
                    p99(view.write()),
                    p99(view.endToEnd()));
        }

        private static double p99(Latency latency) {
            return latency.count() == 0 ? Double.NaN : latency.p99();
        }
    }

    @Override
    public synchronized void see(PipelineSnapshot view) {
        if (points.size() == POINTS) {
            points.removeFirst();
        }
        points.addLast(new Point(
                view.time().toEpochMilli(),
                view.partitions().stream().map(Values::of).toList()));
    }

    byte[] json() {
        List<Point> shown = copy();
        return SnapshotJson.bytes(json -> {
            json.writeStartArray();
            for (Point point : shown) {
                write(point, json);
            }
            json.writeEndArray();
        });
    }

    private synchronized List<Point> copy() {
        return List.copyOf(points);
    }

    /** Time, then partition, rate, lag, write p99 and end-to-end p99 of each: short, for there are hundreds. */
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
