package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables and datacenters that the consumer rejects. */
@UsesLocalStack
final class TableMismatchIT {

    private static final String COLUMNS =
            "order_id text, partition int, customer_name text, product text, category text,"
                    + " quantity int, price decimal, timestamp timestamp, total_amount decimal,"
                    + " PRIMARY KEY ((partition), order_id)";

    @AutoClose
    private final TestPipeline pipeline;

    TableMismatchIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "total_amount decimal,; ''; total_amount",
                "price decimal; price double; price",
                "PRIMARY KEY ((partition), order_id); PRIMARY KEY (order_id); key"
            })
    void should_reject_a_mismatched_table_and_write_nothing(String part, String otherwise, String named)
            throws Exception {
        pipeline.orders().create(3);
        pipeline.table().create(COLUMNS.replace(part, otherwise));
        assertThat(pipeline.producer("--count=10", "--rate=0").awaitEnd(TestPipeline.LIMIT))
                .isZero();

        assertRefused(pipeline.consumer(), "table " + pipeline.keyspace() + ".orders", named, "Nothing was written");

        assertThat(pipeline.table().isEmpty()).isTrue();
    }

    @Test
    void should_name_the_existing_datacenters() throws Exception {
        pipeline.orders().create(3);

        assertRefused(
                pipeline.consumer("--local-datacenter=atlantis"), "--local-datacenter", "atlantis", "datacenter1");
    }

    private static void assertRefused(ChildProcess consumer, String... said) {
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isEqualTo(1);
        List<String> errors = consumer.err();
        assertThat(errors.get(errors.size() - 1)).startsWith("consumer: ").contains(said);
        assertThat(errors).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
    }
}
