package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An outage is reported once when it begins and once when it ends, and figures that it hides are unknown. */
@UsesLocalStack
final class OutageReportIT {

    private static final String BEGIN = "Kafka is unavailable: ";
    private static final String END = "Kafka is available again after ";
    private static final String ALERT = "broker-away";

    private final LocalStack stack;

    @AutoClose
    private final TestPipeline pipeline;

    @AutoClose
    private final WebhookReceiver webhook = new WebhookReceiver();

    OutageReportIT(LocalStack stack) throws IOException {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_report_an_outage_of_the_broker_once() {
        ChildProcess producer = pipeline.producer("--rate=500", "--invalid=0.02");
        ChildProcess consumer = pipeline.consumer("--alert-broker-away=5s", "--alert-webhook=" + webhook.address());
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        await(() -> assertThat(watched.view().at("/produced/now").isNumber()).isTrue());

        stack.kafka().kill();
        try {
            consumer.awaitErr(BEGIN, TestPipeline.LIMIT);
            producer.awaitErr(BEGIN, TestPipeline.LIMIT);
            await(() -> assertThat(isFiring(watched)).isEqualTo(1));
            assertFiguresAreUnknown(watched);
        } finally {
            stack.kafka().start();
        }

        consumer.awaitErr(END, TestPipeline.LIMIT);
        producer.awaitErr(END, TestPipeline.LIMIT);
        await(() -> assertThat(isFiring(watched)).isZero());
        producer.signal(Signal.INT);
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        await(() -> assertThat(watched.view().path("lagRecords").asLong(-1)).isZero());
        List<String> events = brokerEvents(watched);
        consumer.signal(Signal.INT);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isEqualTo("the broker does not answer");
        assertThat(events.get(1)).matches("back after \\d+ s");
        assertOnePairOfWarnings(consumer);
        assertOnePairOfWarnings(producer);
        assertThat(webhook.statusesOf(ALERT)).containsExactly("firing", "resolved");
        Outcome.of(pipeline).assertExact();
    }

    private static void assertFiguresAreUnknown(WatchedConsumer watched) {
        JsonNode view = watched.view();
        assertThat(view.path("state").asText()).isEqualTo("degraded");
        assertThat(view.at("/troubles/broker").asText()).isEqualTo("the broker does not answer");
        assertThat(view.path("lagRecords").isNull()).as("lag").isTrue();
        assertThat(view.at("/produced/now").isNull())
                .as("rate of produced records")
                .isTrue();
        assertThat(watched.metrics().names()).doesNotContain("consumer_lag_records", "consumer_lag_seconds");
        assertThat(watched.get("/readyz").statusCode()).isEqualTo(503);
    }

    private static double isFiring(WatchedConsumer watched) {
        return watched.metrics().value("alerts_firing{alert=\"" + ALERT + "\"}");
    }

    private static List<String> brokerEvents(WatchedConsumer watched) {
        return StreamSupport.stream(watched.view().path("timeline").spliterator(), false)
                .filter(event -> event.path("kind").asText().equals("broker"))
                .map(event -> event.path("text").asText())
                .toList();
    }

    /** Alerts are warnings too, and so is a session that times out while the broker is away. */
    private static void assertOnePairOfWarnings(ChildProcess program) {
        List<String> warnings = program.err().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.contains(" Alert ") && !line.contains(" has lost "))
                .toList();
        assertThat(warnings).as(program.lastLines()).hasSize(2);
        assertThat(warnings.get(0)).contains(BEGIN);
        assertThat(warnings.get(1)).contains(END);
    }

    @Test
    void should_not_report_the_end_of_an_outage_because_of_a_stop() {
        pipeline.producer("--rate=500");
        ChildProcess consumer = pipeline.consumer("--alert-database-away=1s", "--alert-webhook=" + webhook.address());
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
        stack.cassandra().pause();
        try {
            consumer.awaitErr("Cassandra is unavailable or overloaded", TestPipeline.LIMIT);
            await(() -> assertThat(webhook.statusesOf("database-away")).containsExactly("firing"));
            stack.kafka().pause();
            consumer.awaitErr(BEGIN, TestPipeline.LIMIT);

            consumer.signal(Signal.INT);
            consumer.awaitEnd(TestPipeline.LIMIT);
        } finally {
            stack.kafka().resume();
            stack.cassandra().resume();
        }

        assertThat(consumer.err()).as(consumer.lastLines()).noneMatch(line -> line.contains("again after"));
        assertThat(webhook.statusesOf("database-away")).containsExactly("firing");
    }

    private static void await(Runnable assertion) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(assertion::run);
    }
}
