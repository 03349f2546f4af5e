package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.contender.BareLoopMain;
import io.orderpipeline.testing.benchmark.contender.LimitLoopMain;
import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.List;

/** Our consumer beside two loops without checks: one as it is written on the first day, and the fastest we know of. */
final class ConsumerBenchmark implements Benchmark {

    static final String CONSUMER = "consumer.jar";
    static final String BARE_LOOP = "bare-loop";
    static final String LIMIT_LOOP = "limit-loop";

    static final int PARTITIONS = 3;

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        Backlog backlog = Backlog.fill(bench, "backlog", PARTITIONS, orders);
        return bench.compare(
                "consumer",
                "a backlog of %,d orders in %d partitions".formatted(orders, PARTITIONS),
                List.of(BARE_LOOP, LIMIT_LOOP),
                List.of(
                        new Contender(CONSUMER, ConsumerTrial.ofConsumer(bench, backlog)),
                        new Contender(BARE_LOOP, ConsumerTrial.ofLoop(bench, backlog, BareLoopMain.class)),
                        new Contender(LIMIT_LOOP, ConsumerTrial.ofLoop(bench, backlog, LimitLoopMain.class))));
    }
}
