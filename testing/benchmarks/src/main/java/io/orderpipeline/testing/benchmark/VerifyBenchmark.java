package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.ContenderProcesses.Target;
import java.util.List;

/** Verifies a topic whose orders are all in the table. A run that does not pass has no figure. */
final class VerifyBenchmark {

    private static final String STORED = "stored";

    private VerifyBenchmark() {}

    static Comparison run(BenchContext bench) {
        Backlog backlog = Backlog.fill(bench);
        bench.tables().create(STORED);
        ConsumerTrial.measure(STORED, backlog, (run, target) -> bench.programs()
                .consumer(run, bench.config.heap, target, "--exit-when-caught-up"));
        return bench.compare(
                "verify",
                "%,d orders in %d partitions, each in topic and table"
                        .formatted(backlog.orders(), backlog.partitions()),
                List.of(),
                List.of(new Contender("verify", run -> measure(run, backlog).figures())));
    }

    private static MeasuredRun measure(String run, Backlog backlog) {
        BenchContext bench = backlog.bench();
        Target target = new Target(backlog.topic(), STORED, STORED);
        return MeasuredRun.of(bench, bench.programs().verify(run, target), backlog.orders(), () -> bench.topics()
                .committed(STORED, backlog.topic(), backlog.partitions()));
    }
}
