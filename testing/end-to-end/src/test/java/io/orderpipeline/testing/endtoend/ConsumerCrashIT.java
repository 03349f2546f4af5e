package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@UsesLocalStack
final class ConsumerCrashIT {

    private static final int COUNT = 30_000;

    @AutoClose
    private final TestPipeline pipeline;

    ConsumerCrashIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_neither_lose_nor_duplicate_orders_after_kill_9() {
        assertThat(pipeline.producer("--count=" + COUNT, "--rate=0").awaitEnd(TestPipeline.LIMIT))
                .isZero();
        // Single rows, so that the middle lasts long enough to be hit.
        ChildProcess crashing = pipeline.consumer("--exit-when-caught-up", "--batch-size=1", "--max-in-flight=300");
        crashing.awaitOut("lag (?!%,d)[\\d,]+ ".formatted(COUNT), TestPipeline.LIMIT);
        crashing.signal(Signal.KILL);
        crashing.awaitEnd(TestPipeline.LIMIT);
        assertThat(pipeline.table().read().size()).as("in the middle").isBetween(1, COUNT - 1);

        ChildProcess second = pipeline.consumer("--exit-when-caught-up");

        assertThat(second.awaitEnd(TestPipeline.LIMIT)).as(second.lastLines()).isZero();
        assertThat(Outcome.of(pipeline).assertExact().rows()).hasSize(COUNT);
        ConsumerReport report = ConsumerReport.of(second);
        report.assertReconciles();
        assertThat(report.polled()).as("what was committed is not read again").isLessThan(COUNT);
    }
}
