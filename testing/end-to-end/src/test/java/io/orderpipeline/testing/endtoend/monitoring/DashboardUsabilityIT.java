package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard with a keyboard, with a screen reader, and on screens of any width. All tests share one consumer. */
@UsesLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardUsabilityIT {

    private static final int ORDERS = 300;
    private static final int DESKTOP = 1280;
    private static final int PHONE = 375;
    private static final String HOSTILE_ID = "<img src=x onerror=\"window.hostile=1\">";

    /** A function that names the place of an element in the page. */
    private static final String PLACE =
            """
            const place = (at) => at === document.body ? "" : `${place(at.parentElement)}/${at.tagName}`
              + (at.id ? "#" + at.id : [...at.parentElement.children].indexOf(at));
            """;

    private final TestPipeline pipeline;
    private Browser browser;
    private DashboardPage page;
    private WatchedConsumer watched;

    DashboardUsabilityIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeAll
    void start() {
        browser = Browser.open();
        page = new DashboardPage(browser);
        ChildProcess producer = pipeline.producer("--count=" + ORDERS, "--rate=0", "--invalid=0.1");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        // No alert fires, although there are many dead letters.
        watched = WatchedConsumer.of(pipeline.consumer("--alert-dead-letters=1"));
        await(ignored ->
                assertThat(watched.metrics().sum("orders_polled_total")).isEqualTo(ORDERS));
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
        pipeline.close();
    }

    @BeforeEach
    void open() {
        browser.window(DESKTOP, 900);
        browser.visit(watched.page());
        await(ignored -> assertThat(page.tile("Lag")).isEqualTo("0"));
        await(ignored -> assertThat(browser.text("#samples")).isNotEmpty());
        await(ignored -> assertThat(browser.text("#newest-letters")).isNotEmpty());
    }

    @Test
    void should_make_every_control_reachable_by_keyboard() {
        List<String> reached = new ArrayList<>();
        while (Collections.frequency(reached, focused()) == 0) {
            reached.add(focused());
            browser.tab();
            assertThat(reached).as("controls").hasSizeLessThan(200);
        }

        assertThat(reached).containsAll(controls());
    }

    /** The element that has the focus, by its place; checks that the place can be seen. */
    private String focused() {
        return (String)
                browser.ask(
                        PLACE
                                + """
                const at = document.activeElement;
                const isSeen = at === document.body || getComputedStyle(at).outlineStyle !== "none";
                return isSeen ? place(at) : "not visible";""");
    }

    /** Every visible control and every scrollable element. */
    @SuppressWarnings("unchecked")
    private List<String> controls() {
        return (List<String>)
                browser.ask(
                        PLACE
                                + """
                return [...document.querySelectorAll("*")].filter((each) => each.checkVisibility())
                  .filter((each) => each.matches("a[href], button, input, select, summary, [tabindex]")
                    || (/auto|scroll/.test(getComputedStyle(each).overflowY + getComputedStyle(each).overflowX)
                        && (each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth)))
                  .map(place);""");
    }

    @Test
    void should_sort_the_partitions_by_a_column() {
        for (String direction : List.of("descending", "ascending")) {
            browser.click("#partitions-head th:nth-child(3) button");

            assertThat(browser.ask("return document.querySelector('[aria-sort]').ariaSort"))
                    .isEqualTo(direction);
            List<Long> committed = IntStream.range(0, 3)
                    .mapToObj(
                            row -> Long.valueOf(page.cell("#partitions", row, 2).replace(",", "")))
                    .toList();
            Comparator<Long> order = Comparator.naturalOrder();
            assertThat(committed).isSortedAccordingTo(direction.equals("ascending") ? order : order.reversed());
        }
    }

    @Test
    void should_say_what_became_of_an_order_and_show_hostile_ids_as_text() {
        for (String id : List.of("order-17", HOSTILE_ID)) {
            browser.enter("#order-id", id);

            await(ignored -> assertThat(browser.text("#order-title")).isEqualTo("Order " + id));
            await(ignored -> assertThat(browser.text("#order-result .verdict"))
                    .isNotEmpty()
                    .isNotEqualTo("searching …"));
            browser.click("#order-close");
            assertThat(browser.ask("return document.getElementById('order').open"))
                    .isEqualTo(false);
        }
        assertThat(browser.ask("return document.querySelectorAll('img').length"))
                .isEqualTo(0L);
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void should_explain_each_alert() {
        browser.click("[data-alert=lag-growing] summary");

        assertThat(browser.text("[data-alert=lag-growing]"))
                .contains("more orders arrive than are stored", "What to do", "consumer.jar doctor --topic");
    }

    @Test
    void should_not_move_while_it_loads() {
        assertThat(browser.layoutShift()).as("cumulative layout shift").isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void should_have_no_accessibility_violation(String scheme) {
        browser.prefer(scheme);

        assertThat(browser.hindrances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2560, 1920, DESKTOP, 768, PHONE})
    void should_use_the_whole_width_without_horizontal_scrolling(int width) {
        browser.window(width, 800);

        // The charts take their new size in a later frame.
        await(ignored -> assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width));
        await(ignored -> assertThat((Long) browser.ask("return document.querySelector('main').clientWidth"))
                .isGreaterThan(width * 9L / 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1920, DESKTOP, 768, PHONE})
    void should_cut_no_label_and_show_a_whole_uuid_in_the_search_field(int width) {
        browser.window(width, 800);

        await(ignored -> assertThat(browser.ask("return [...document.querySelectorAll('.tiles dt, .tiles dd, .label')]"
                        + ".filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth)"
                        + ".map((each) => each.textContent)"))
                .isEqualTo(List.of()));
        assertThat(browser.ask("const field = document.getElementById('order-id');"
                        + "field.value = '0199f3c2-5b1e-7a01-8c22-0123456789ab';"
                        + "return field.scrollWidth <= field.clientWidth"))
                .isEqualTo(true);
    }

    @Test
    void should_show_tables_as_cards_on_a_phone() {
        browser.window(PHONE, 800);

        await(ignored -> assertThat(browser.ask("return [...document.querySelectorAll('.scroll')]"
                        + ".every((table) => table.scrollWidth <= table.clientWidth)"))
                .as("no table is cut off")
                .isEqualTo(true));
        assertThat(browser.ask("return getComputedStyle(document.querySelector('#partitions tr')).display"))
                .isEqualTo("grid");
    }

    private static void await(ThrowingConsumer<Void> assertion) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertion.accept(null));
    }
}
