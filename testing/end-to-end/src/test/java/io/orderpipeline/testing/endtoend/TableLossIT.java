package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The table loses its rows, while the consumer is running and while it is not. */
@UsesLocalStack
final class TableLossIT {

    private static final String ADVICE = "reset the offsets of the group to the earliest";

    @AutoClose
    private final TestPipeline pipeline;

    @AutoClose
    private final CqlSession operator;

    TableLossIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
        operator = stack.cassandra().session(Duration.ofSeconds(30));
    }

    @Test
    void should_tell_when_the_rows_are_gone_and_write_them_again_from_the_earliest_offset() throws Exception {
        pipeline.orders().create(3);
        ChildProcess producer = pipeline.producer("--count=1000", "--rate=0");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT)).isZero();
        ChildProcess running = pipeline.consumer();
        Awaitility.await().atMost(TestPipeline.LIMIT).until(() -> running.out().stream()
                .anyMatch(line -> line.contains("lag 0 ")));

        execute("TRUNCATE %s.orders");
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(running.err())
                .anyMatch(line -> isLoss(line, "was truncated at")));
        running.signal(Signal.INT);
        assertThat(running.awaitEnd(TestPipeline.LIMIT)).isZero();
        ConsumerReport.of(running).assertReconciles();

        assertThat(linesOfOneRun())
                .as("one for each partition")
                .filteredOn(line -> isLoss(line, "was truncated at"))
                .hasSize(3);
        execute("DROP TABLE %s.orders");
        assertThat(linesOfOneRun())
                .filteredOn(line -> isLoss(line, "was dropped and created again"))
                .hasSize(3);

        try (Admin admin = Admin.create(pipeline.cluster().kafkaSettings())) {
            admin.deleteConsumerGroups(List.of(pipeline.group())).all().get();
        }
        assertThat(linesOfOneRun()).noneMatch(line -> line.contains(ADVICE));
        assertThat(Outcome.of(pipeline).assertExact().rows()).hasSize(1000);
        assertThat(linesOfOneRun()).as("the rows are there again").noneMatch(line -> line.contains(ADVICE));
    }

    private void execute(String statement) {
        operator.execute(statement.formatted(pipeline.keyspace()));
    }

    private static boolean isLoss(String line, String how) {
        return line.contains(how) && line.contains(ADVICE);
    }

    private Iterable<String> linesOfOneRun() {
        ChildProcess consumer = pipeline.consumer("--exit-when-caught-up");
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        return consumer.err();
    }
}
