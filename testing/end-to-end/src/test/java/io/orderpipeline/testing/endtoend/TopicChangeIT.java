package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.Outcome.Expectation;
import io.orderpipeline.testing.oracle.RowValues;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a topic while it is consumed. */
@UsesLocalStack
final class TopicChangeIT {

    private static final String RECREATED = "deleted and recreated";

    @AutoClose
    private final TestPipeline pipeline;

    TopicChangeIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_consume_partitions_that_are_added_while_it_runs(@TempDir Path directory) throws Exception {
        Path oftenRefreshed = Files.writeString(directory.resolve("kafka.properties"), "metadata.max.age.ms=1000\n");
        pipeline.orders().create(1);
        ChildProcess consumer = pipeline.consumer("--kafka-config=" + oftenRefreshed);
        produce(1_000);
        awaitCaughtUp(consumer);

        try (Admin admin = Admin.create(pipeline.cluster().kafkaSettings())) {
            admin.createPartitions(Map.of(pipeline.topic(), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        produce(3_000);
        awaitCaughtUp(consumer);
        end(consumer);

        assertThat(Outcome.of(pipeline).assertExact().rows().keySet())
                .extracting(RowValues.Key::partition)
                .contains(0, 1, 2);
    }

    @Test
    void should_begin_with_the_first_record_of_a_topic_that_is_recreated_while_it_runs() throws Exception {
        pipeline.orders().create(3);
        ChildProcess consumer = pipeline.consumer();
        produce(1_000);
        awaitCaughtUp(consumer);

        makeAnew();
        produce(3_000);
        awaitCaughtUp(consumer);
        end(consumer);

        assertNothingIsMissing();
        assertThat(consumer.err())
                .filteredOn(line -> line.contains(RECREATED))
                .as("one warning for each thread")
                .hasSizeBetween(1, 3);
    }

    @Test
    void should_begin_with_the_first_record_of_a_topic_that_was_recreated_between_runs() throws Exception {
        pipeline.orders().create(3);
        produce(1_000);
        ChildProcess first = pipeline.consumer("--exit-when-caught-up");
        assertThat(first.awaitEnd(TestPipeline.LIMIT)).as(first.lastLines()).isZero();

        try (Admin admin = Admin.create(pipeline.cluster().kafkaSettings())) {
            var ofFormerTopic = admin.listConsumerGroupOffsets(pipeline.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            makeAnew();
            produce(3_000);
            // The broker forgets them with the topic, unless a member that knows nothing of it commits them once more.
            admin.alterConsumerGroupOffsets(pipeline.group(), ofFormerTopic)
                    .all()
                    .get();
        }
        ChildProcess second = pipeline.consumer("--exit-when-caught-up");
        assertThat(second.awaitEnd(TestPipeline.LIMIT)).as(second.lastLines()).isZero();

        assertNothingIsMissing();
    }

    private void produce(int count) {
        ChildProcess producer = pipeline.producer("--count=" + count, "--rate=0");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
    }

    private void awaitCaughtUp(ChildProcess consumer) {
        int before = consumer.out().size();
        Awaitility.await()
                .atMost(TestPipeline.LIMIT)
                .until(() -> consumer.out().stream().skip(before).anyMatch(line -> line.contains("lag 0 ")));
    }

    private static void end(ChildProcess consumer) {
        consumer.signal(Signal.INT);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        ConsumerReport.of(consumer).assertReconciles();
    }

    private void makeAnew() throws Exception {
        try (Admin admin = Admin.create(pipeline.cluster().kafkaSettings())) {
            admin.deleteTopics(List.of(pipeline.topic())).all().get();
        }
        Awaitility.await().atMost(TestPipeline.LIMIT).ignoreExceptions().until(() -> {
            pipeline.orders().create(3);
            return true;
        });
    }

    /** Rows of the deleted topic stay in the table. */
    private void assertNothingIsMissing() {
        Expectation expected = Expectation.of(pipeline.orders());
        assertThat(expected.rows()).hasSize(3_000);
        assertThat(pipeline.table().read()).hasSize(4_000).containsAllEntriesOf(expected.rows());
    }
}
