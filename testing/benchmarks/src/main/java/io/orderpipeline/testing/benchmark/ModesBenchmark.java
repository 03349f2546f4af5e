package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.ArrayList;
import java.util.List;

/** Our consumer with other batch sizes and fewer threads than it chooses itself. */
final class ModesBenchmark implements Benchmark {

    /** Without batches it takes several times as long, so it gets fewer orders. */
    private static final int SHARE_WITHOUT_BATCHES = 5;

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        int partitions = ConsumerBenchmark.PARTITIONS;
        Backlog backlog = Backlog.fill(bench, "backlog", partitions, orders);
        Backlog small = Backlog.fill(bench, "small", partitions, orders / SHARE_WITHOUT_BATCHES);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("as shipped", ConsumerTrial.ofConsumer(bench, backlog)));
        contenders.add(new Contender("--batch-size 1", ConsumerTrial.ofConsumer(bench, small, "--batch-size=1")));
        for (int rows : new int[] {25, 50, 100, 200}) {
            contenders.add(new Contender(
                    "--batch-size " + rows, ConsumerTrial.ofConsumer(bench, backlog, "--batch-size=" + rows)));
        }
        for (int threads = 1; threads < partitions; threads++) {
            contenders.add(new Contender(
                    "--threads " + threads, ConsumerTrial.ofConsumer(bench, backlog, "--threads=" + threads)));
        }
        return bench.compare(
                "modes",
                "a backlog of %,d orders in %d partitions (without batches: %,d)"
                        .formatted(orders, partitions, small.orders()),
                List.of("as shipped"),
                contenders);
    }
}
