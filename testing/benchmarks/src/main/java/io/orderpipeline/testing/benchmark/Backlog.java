package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.MeasuredProcess;
import java.time.Duration;

/** A topic with orders that wait to be consumed, the same ones each time. */
record Backlog(String topic, int partitions, long orders) {

    private static final Duration FILL_LIMIT = Duration.ofMinutes(30);

    static Backlog fill(BenchContext bench, String topic, int partitions, long orders) {
        bench.topics().create(topic, partitions);
        bench.say("filling %s with %,d orders".formatted(topic, orders));
        try (MeasuredProcess producer = MeasuredProcess.start(
                bench.programs().producer("fill_" + topic, topic, "--rate=0", "--count=" + orders))) {
            producer.awaitEnd(FILL_LIMIT);
        }
        return new Backlog(topic, partitions, orders);
    }
}
