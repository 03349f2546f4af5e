package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.List;
import java.util.stream.Stream;

/** Whether the consumer keeps its speed with little heap, whatever the backlog. */
final class MemoryBenchmark implements Benchmark {

    private static final String LITTLE = "96m";
    private static final String PLENTY = "1g";

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmark.PARTITIONS, orders);
        return bench.compare(
                "memory",
                "consumer.jar, a backlog of %,d orders in %d partitions".formatted(orders, backlog.partitions()),
                List.of("-Xmx" + PLENTY),
                Stream.of(LITTLE, PLENTY)
                        .map(heap ->
                                new Contender("-Xmx" + heap, ConsumerTrial.ofConsumerWithHeap(bench, backlog, heap)))
                        .toList());
    }
}
