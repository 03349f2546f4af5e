package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.List;

/** What it costs to be looked at: metrics and dashboard that nobody asks for, and fifty open pages. */
final class ObservationBenchmark implements Benchmark {

    private static final int PAGES = 50;
    private static final String UNSEEN = "--no-http --plain";

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmark.PARTITIONS, orders);
        return bench.compare(
                "observation",
                "consumer.jar, a backlog of %,d orders in %d partitions".formatted(orders, backlog.partitions()),
                List.of(UNSEEN),
                List.of(
                        new Contender("as shipped", ConsumerTrial.ofConsumer(bench, backlog)),
                        new Contender(PAGES + " pages", run -> withPages(bench, backlog)
                                .run(run)),
                        new Contender(UNSEEN, ConsumerTrial.ofConsumer(bench, backlog, UNSEEN.split(" ")))));
    }

    private static Contender.Trial withPages(BenchContext bench, Backlog backlog) {
        return run -> {
            try (OpenDashboards pages = OpenDashboards.start(PAGES)) {
                return ConsumerTrial.ofConsumer(bench, backlog, "--http-port=" + pages.port())
                        .run(run);
            }
        };
    }
}
