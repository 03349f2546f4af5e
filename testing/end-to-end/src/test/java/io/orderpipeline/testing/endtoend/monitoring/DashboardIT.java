package io.orderpipeline.testing.endtoend.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The dashboard in a real browser. All tests share one consumer and one browser, which take seconds to start. */
@UsesLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardIT {

    private static final int ORDERS = 900;

    /** Would run a script if it were rendered as more than text. */
    private static final String HOSTILE = "<img src=x onerror=\"window.hostile=1\">";

    /** As a preview shows it. */
    private static final String MASKED = "<i*** s***=x o***=\"w***.h***=1\">";

    /** Of one partition: the last five by offset are not the last five by id. */
    private static final List<String> IDS = List.of("zzz", "aaa-1", "aaa-2", "aaa-3", "aaa-4", "zz" + HOSTILE);

    private static final String TOTAL_MISMATCH =
            order("invalid-1", "Quintessa Marlowe", "Lamp").replace("total_amount\":1", "total_amount\":2");

    /** Records behind those of the producer, so that they are among the newest that are shown. */
    private static final List<String> VALUES = Stream.concat(
                    IDS.stream().map(id -> order(id, HOSTILE, HOSTILE)), Stream.of(HOSTILE, TOTAL_MISMATCH))
            .toList();

    private static String order(String id, String customer, String product) {
        return """
                {"order_id":"%1$s","customer_name":"%2$s","product":"%3$s","category":"%3$s","quantity":1,"price":1.00,\
                "timestamp":"2026-11-22T20:00:00Z","total_amount":1.00}"""
                .formatted(escaped(id), escaped(customer), escaped(product));
    }

    private static String escaped(String text) {
        return text.replace("\"", "\\\"");
    }

    private final TestPipeline pipeline;
    private Browser browser;
    private DashboardPage page;
    private ChildProcess consumer;
    private WatchedConsumer watched;

    DashboardIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeAll
    void lookAtAConsumerThatHasStoredOrders() throws Exception {
        browser = Browser.open();
        page = new DashboardPage(browser);
        ChildProcess producer = pipeline.producer("--count=" + ORDERS, "--rate=0", "--invalid=0.05");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        consumer = pipeline.consumer();
        watched = WatchedConsumer.of(consumer);
        browser.visit(watched.page());
        await(ignored -> assertThat(page.tile("Stored in all")).isNotEqualTo("–"));
        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("running"));
        await(ignored -> assertThat(page.tile("Lag")).isEqualTo("0"));
        pipeline.orders().send(VALUES.stream().map(this::record).toList());
        await(ignored ->
                assertThat(watched.metrics().sum("orders_polled_total")).isEqualTo(ORDERS + VALUES.size()));
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
        pipeline.close();
    }

    @Test
    @Order(1)
    void should_show_the_values_of_metrics_and_table() {
        await(ignored -> assertThat(page.tile("Lag")).isEqualTo("0"));

        MetricValues metrics = watched.metrics();
        assertThat(metrics.sum("orders_polled_total")).isEqualTo(ORDERS + VALUES.size());
        assertThat(page.tile("Stored in all"))
                .isEqualTo("%,d".formatted(metrics.sum("orders_written_total")))
                .isEqualTo("%,d".formatted(pipeline.table().read().size()));
        assertThat(page.tile("Dead letters"))
                .isEqualTo("%,d".formatted(metrics.sum("orders_dead_lettered_total")))
                .isEqualTo("%,d".formatted(pipeline.deadLetters().read().size()));
        for (int partition = 0; partition < 3; partition++) {
            assertThat(page.cell("#partitions", partition, 2))
                    .as("committed of partition " + partition)
                    .isEqualTo("%,.0f".formatted(metrics.ofPartition("orders_polled_total", partition)));
        }
        assertThat(page.sum("#categories label span:nth-child(2)")).isEqualTo(metrics.sum("orders_written_total"));
        assertThat(page.sum("#letters .kind")).isEqualTo(metrics.sum("orders_dead_lettered_total"));
    }

    @Test
    @Order(2)
    void should_show_the_values_of_an_order_as_text_only() {
        await(ignored -> assertThat(browser.content("#samples")).contains("zz" + HOSTILE));
        assertThat(browser.content("#samples"))
                .as("the newest by offset, not by id")
                .contains("aaa-1")
                .doesNotContain("zzz");

        assertThat(browser.content("#categories")).contains(HOSTILE);
        await(ignored -> assertThat(browser.text("#newest-letters")).contains("not-json", MASKED));
        assertThat(browser.ask("return document.querySelectorAll('img').length"))
                .isEqualTo(0L);
        assertThat(browser.ask("return window.hostile === undefined")).isEqualTo(true);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @Order(2)
    void should_mask_the_customers_of_dead_letters_and_link_them_to_the_search() {
        await(ignored -> assertThat(browser.text("#newest-letters")).contains("total-mismatch", "invalid-1"));

        assertThat(watched.get("/api/dead-letters").body()).contains("Q***").doesNotContain("uintessa", "arlowe");
        assertThat(browser.ask("return document.querySelector('#newest-letters a').hash"))
                .isEqualTo("#order=invalid-1");
    }

    @Test
    @Order(3)
    void should_show_a_lost_connection_and_reconnect_to_the_consumer() {
        long before = watched.metrics().sum("orders_written_total");
        consumer.signal(Signal.TERM);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("no news"));
        await(ignored -> assertThat(browser.text("#age")).matches("no news for \\d+ s; .*"));
        assertThat(page.tile("Stored in all")).as("still to be read").isEqualTo("%,d".formatted(before));

        consumer = pipeline.consumer("--http-port=" + watched.page().getPort());
        assertThat(WatchedConsumer.of(consumer)).isEqualTo(watched);

        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("running"));
        assertThat(browser.text("#age")).startsWith("live");
        assertThat(page.tile("Stored in all")).as("of the new process").isEqualTo("0");
        assertThat(browser.violations()).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(pipeline.topic(), "books".getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static void await(ThrowingConsumer<Void> assertion) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertion.accept(null));
    }
}
