package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.RowValues;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The HTTP endpoints of a running consumer report the truth. */
@UsesLocalStack
final class MonitoringIT {

    private static final int ORDERS = 2_000;

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;

    MonitoringIT(LocalStack stack) {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_export_metrics_that_match_final_statistics_and_table() {
        ChildProcess producer = pipeline.producer("--count=" + ORDERS, "--rate=0", "--invalid=0.05");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        ChildProcess consumer = pipeline.consumer();
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        Awaitility.await().atMost(TestPipeline.LIMIT).until(() -> isSettled(watched.metrics()));

        MetricValues metrics = watched.metrics();
        assertThat(watched.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(watched.get("/readyz").statusCode()).isEqualTo(200);
        consumer.signal(Signal.INT);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();

        assertThat(new ConsumerReport(
                        metrics.sum("orders_polled_total"),
                        metrics.sum("orders_written_total"),
                        metrics.sum("orders_dead_lettered_total"),
                        metrics.sum("orders_in_flight"),
                        metrics.sum("orders_handed_back_total")))
                .isEqualTo(ConsumerReport.of(consumer));
        assertThat(metrics.sum("order_end_to_end_seconds_count")).isEqualTo(metrics.sum("orders_written_total"));
        rowsByPartition()
                .forEach((partition, rows) -> assertThat(metrics.ofPartition("orders_written_total", partition))
                        .as("rows of partition " + partition)
                        .isEqualTo(rows.doubleValue()));
    }

    /** Unknown lag is not exported. */
    private static boolean isSettled(MetricValues metrics) {
        long settled = metrics.sum("orders_written_total") + metrics.sum("orders_dead_lettered_total");
        return settled == ORDERS
                && metrics.names().contains("consumer_lag_records")
                && metrics.sum("consumer_lag_records") == 0;
    }

    private Map<Integer, Long> rowsByPartition() {
        Map<Integer, Long> rows = pipeline.table().read().keySet().stream()
                .collect(Collectors.groupingBy(RowValues.Key::partition, Collectors.counting()));
        assertThat(rows).as("partitions with orders").hasSize(3);
        return rows;
    }

    @Test
    void should_not_be_ready_and_report_growing_lag_while_cassandra_is_unavailable() {
        ChildProcess producer = pipeline.producer("--rate=500");
        ChildProcess consumer = pipeline.consumer();
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        stack.cassandra().pause();
        try {
            await(watched, "/readyz", 503, "held up by Cassandra");
            assertThat(watched.get("/healthz").statusCode())
                    .as("it works, it is only kept from its work")
                    .isEqualTo(200);
            long lag = lag(watched);
            Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(lag(watched))
                    .isGreaterThan(lag + 500));
            assertThat(watched.metrics().value("pipeline_state{state=\"degraded\"}"))
                    .isEqualTo(1);
        } finally {
            stack.cassandra().resume();
        }
        await(watched, "/readyz", 200, "");
        producer.signal(Signal.INT);
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(lag(watched))
                .isZero());
    }

    @Test
    void should_report_unavailable_servers_without_orders_to_write() {
        assertThat(pipeline.producer("--count=1").awaitEnd(TestPipeline.LIMIT))
                .as("the topic is there")
                .isZero();
        ChildProcess consumer = pipeline.consumer("--alert-database-away=1s");
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        await(watched, "/readyz", 200, "");
        stack.cassandra().pause();
        try {
            await(watched, "/readyz", 503, "held up by Cassandra");
            Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(databaseAway(watched))
                    .isEqualTo(1));
            stack.kafka().pause();
            await(watched, "/readyz", 503, "; and the broker does not answer");
            assertThat(watched.view().path("reason").asText()).contains("Cassandra", "broker");
            consumer.awaitOut("Cassandra.*; and the broker does not answer", TestPipeline.LIMIT);
        } finally {
            stack.kafka().resume();
            stack.cassandra().resume();
        }
        await(watched, "/readyz", 200, "");
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(databaseAway(watched))
                .isZero());
        assertThat(consumer.err()).anyMatch(line -> line.contains("while no order is written"));
    }

    private static double databaseAway(WatchedConsumer watched) {
        return watched.metrics().value("alerts_firing{alert=\"database-away\"}");
    }

    /** Fails when the lag is unknown although the broker is available. */
    private static long lag(WatchedConsumer watched) {
        JsonNode lag = watched.view().path("lagRecords");
        assertThat(lag.isNumber()).as("lag is known").isTrue();
        return lag.asLong();
    }

    private static void await(WatchedConsumer watched, String path, int status, String reason) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> {
            HttpResponse<String> answer = watched.get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(reason);
        });
    }
}
