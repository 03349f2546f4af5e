package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.ArrayList;
import java.util.List;

/** Whether more partitions, and so more threads, make the consumer slower or dearer. */
final class ScaleBenchmark implements Benchmark {

    private static final int[] PARTITIONS = {3, 6, 12, 24};

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        Backlog source = Backlog.fill(bench, "source", ConsumerBenchmark.PARTITIONS, orders);
        List<Contender> contenders = new ArrayList<>();
        for (int partitions : PARTITIONS) {
            Backlog spread = new EvenCopy(bench).of(source, "partitions_" + partitions, partitions);
            contenders.add(new Contender(partitions + " partitions", ConsumerTrial.ofConsumer(bench, spread)));
        }
        return bench.compare(
                "scale",
                "consumer.jar, a backlog of %,d orders, dealt out evenly, a thread for each partition"
                        .formatted(orders),
                List.of(PARTITIONS[0] + " partitions"),
                contenders);
    }
}
