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
final class StopIT {

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;

    StopIT(LocalStack stack) {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_stop_cleanly_under_load() {
        ChildProcess producer = pipeline.producer("--rate=1000");
        ChildProcess consumer = pipeline.consumer();
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);

        consumer.signal(Signal.INT);
        producer.signal(Signal.INT);

        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        ConsumerReport report = ConsumerReport.of(consumer);
        report.assertReconciles();
        assertThat(report.inFlight() + report.handedBack()).as("all is drained").isZero();
        assertThat(pipeline.table().read()).as("what it says is there").hasSize((int) report.written());
        int records = pipeline.orders().read().size();
        assertThat(producer.out()).as(producer.lastLines()).anySatisfy(line -> assertThat(line)
                .matches("total\\s+made %1$,d = acknowledged %1$,d \\+ failed 0".formatted(records)));
    }

    @Test
    void should_end_at_once_on_a_second_ctrl_c_while_cassandra_is_unavailable() {
        pipeline.producer("--rate=1000");
        ChildProcess consumer = pipeline.consumer();
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        stack.cassandra().pause();
        try {
            consumer.signal(Signal.INT);
            consumer.awaitErr("Stopping; a second", TestPipeline.LIMIT);

            consumer.signal(Signal.INT);

            assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                    .as(consumer.lastLines())
                    .isEqualTo(1);
            ConsumerReport.of(consumer).assertReconciles();
        } finally {
            stack.cassandra().resume();
        }
    }

    @Test
    void should_report_a_missing_topic_and_consume_it_once_created() {
        ChildProcess consumer = pipeline.consumer();
        consumer.awaitErr("Waiting for the topic " + pipeline.topic(), TestPipeline.LIMIT);
        assertThat(pipeline.producer("--count=300", "--rate=0").awaitEnd(TestPipeline.LIMIT))
                .isZero();
        consumer.awaitOut("written 300 ", TestPipeline.LIMIT);

        consumer.signal(Signal.INT);

        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        Outcome.of(pipeline).assertExact();
    }
}
