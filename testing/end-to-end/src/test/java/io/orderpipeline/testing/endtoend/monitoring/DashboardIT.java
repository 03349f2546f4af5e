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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard in a real browser. All tests share one consumer and one browser, which take seconds to start. */
@UsesLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DashboardIT {

    private static final int ORDERS = 900;
    private static final int DESKTOP = 1280;
    private static final int PHONE = 375;

    /** Would run a script if it were rendered as more than text. */
    private static final String HOSTILE = "<img src=x onerror=\"window.hostile=1\">";

    private static final String HOSTILE_ORDER =
            """
            {"order_id":"zz%1$s","customer_name":"%1$s","product":"%1$s","category":"%1$s","quantity":1,"price":1.00,\
            "timestamp":"2026-11-22T20:00:00Z","total_amount":1.00}"""
                    .formatted(HOSTILE.replace("\"", "\\\""));

    private final TestPipeline pipeline;
    private Browser browser;
    private ChildProcess consumer;
    private WatchedConsumer watched;

    DashboardIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeAll
    void lookAtAConsumerThatHasStoredOrders() throws Exception {
        browser = Browser.open();
        ChildProcess producer = pipeline.producer("--count=" + ORDERS, "--rate=0", "--invalid=0.05");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        consumer = pipeline.consumer();
        watched = WatchedConsumer.of(consumer);
        browser.visit(watched.page());
        await(ignored -> assertThat(tile("Stored in all")).isNotEqualTo("–"));
        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("running"));
        await(ignored -> assertThat(tile("Lag")).isEqualTo("0"));
        // Behind all others, so that they are among the newest that are shown.
        pipeline.orders().send(List.of(record(HOSTILE_ORDER), record(HOSTILE)));
        await(ignored ->
                assertThat(watched.metrics().sum("orders_polled_total")).isEqualTo(ORDERS + 2));
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
        await(ignored -> assertThat(tile("Lag")).isEqualTo("0"));

        MetricValues metrics = watched.metrics();
        assertThat(metrics.sum("orders_polled_total")).isEqualTo(ORDERS + 2);
        assertThat(tile("Stored in all"))
                .isEqualTo("%,d".formatted(metrics.sum("orders_written_total")))
                .isEqualTo("%,d".formatted(pipeline.table().read().size()));
        assertThat(tile("Dead letters"))
                .isEqualTo("%,d".formatted(metrics.sum("orders_dead_lettered_total")))
                .isEqualTo("%,d".formatted(pipeline.deadLetters().read().size()));
        for (int partition = 0; partition < 3; partition++) {
            assertThat(cell("#partitions", partition, 2))
                    .as("committed of partition " + partition)
                    .isEqualTo("%,.0f".formatted(metrics.ofPartition("orders_polled_total", partition)));
        }
        assertThat(sum("#categories label span:nth-child(2)")).isEqualTo(metrics.sum("orders_written_total"));
        assertThat(sum("#letters .kind")).isEqualTo(metrics.sum("orders_dead_lettered_total"));
    }

    @Test
    @Order(2)
    void should_show_the_values_of_an_order_as_text_only() {
        await(ignored -> assertThat(browser.text("#samples")).contains("zz" + HOSTILE));

        assertThat(browser.text("#categories")).contains(HOSTILE);
        await(ignored -> assertThat(browser.text("#newest-letters")).contains("not-json", HOSTILE));
        assertThat(browser.ask("return document.querySelectorAll('img').length"))
                .isEqualTo(0L);
        assertThat(browser.ask("return window.hostile === undefined")).isEqualTo(true);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @Order(3)
    void should_make_scrollable_elements_reachable_by_keyboard() {
        Set<String> reached = new HashSet<>();
        String first = browser.tab();
        for (String at = first; reached.add(at); at = browser.tab()) {
            assertThat(reached).as("controls").hasSizeLessThan(100);
        }

        assertThat(reached).containsAll(controls());
        assertThat(browser.ask("return getComputedStyle(document.activeElement).outlineStyle"))
                .as("the place can be seen")
                .isNotEqualTo("none");
    }

    /** Every control and every scrollable element. */
    @SuppressWarnings("unchecked")
    private List<String> controls() {
        return (List<String>)
                browser.ask(
                        """
                return [...document.querySelectorAll("*")]
                  .filter((each) => each.matches("a[href], button, input, select, [tabindex]")
                    || (/auto|scroll/.test(getComputedStyle(each).overflowY + getComputedStyle(each).overflowX)
                        && (each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth)))
                  .map((each) => each.id || each.getAttribute("aria-labelledby") || each.tagName);""");
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(strings = {"light", "dark"})
    void should_have_no_accessibility_violation(String scheme) {
        browser.prefer(scheme);

        assertThat(browser.hindrances()).isEmpty();
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(ints = {PHONE, DESKTOP})
    void should_need_no_horizontal_scrolling(int width) {
        browser.window(width, 800);

        // The charts take their new size in a later frame.
        await(ignored -> assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width));
    }

    @Test
    @Order(6)
    void should_show_a_lost_connection_and_reconnect_to_the_consumer() {
        long before = watched.metrics().sum("orders_written_total");
        consumer.signal(Signal.TERM);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("no news"));
        await(ignored -> assertThat(browser.text("#age")).matches("no news for \\d+ s; .*"));
        assertThat(tile("Stored in all")).as("still to be read").isEqualTo("%,d".formatted(before));

        consumer = pipeline.consumer("--http-port=" + watched.page().getPort());
        assertThat(WatchedConsumer.of(consumer)).isEqualTo(watched);

        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase("running"));
        assertThat(browser.text("#age")).startsWith("live");
        assertThat(tile("Stored in all")).as("of the new process").isEqualTo("0");
        assertThat(browser.violations()).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(pipeline.topic(), "books".getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static void await(ThrowingConsumer<Void> assertion) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertion.accept(null));
    }

    private String cell(String table, int row, int column) {
        return browser.text("%s tr:nth-child(%d) > :nth-child(%d)".formatted(table, row + 1, column + 1));
    }

    private long sum(String selector) {
        return (Long) browser.ask(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".reduce((sum, each) => sum + Number(each.innerText.replaceAll(',', '')), 0)",
                selector);
    }

    private String tile(String name) {
        return browser.text("#tiles [data-name=\"" + name + "\"] dd");
    }
}
