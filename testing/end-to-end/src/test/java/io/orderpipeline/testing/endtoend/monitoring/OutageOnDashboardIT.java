package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * An outage of Cassandra on the dashboard and at the webhook. {@code -Doutage.seconds=30} makes it realistically long,
 * {@code -Dpictures=docs/images} takes the pictures of the documentation.
 */
@UsesLocalStack
final class OutageOnDashboardIT {

    private static final int RATE = 300;
    private static final int OUTAGE_SECONDS = Integer.getInteger("outage.seconds", 6);
    private static final String ALERT = "database-away";

    private final LocalStack stack;

    @AutoClose
    private final Browser browser = Browser.open();

    private final DashboardPage page = new DashboardPage(browser);

    @AutoClose
    private final TestPipeline pipeline;

    @AutoClose
    private final WebhookReceiver webhook = new WebhookReceiver();

    private final DashboardPictures pictures = new DashboardPictures(browser);

    OutageOnDashboardIT(LocalStack stack) throws IOException {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_show_the_outage_and_be_right_after_the_recovery() throws IOException {
        ChildProcess producer = pipeline.producer("--rate=" + RATE, "--invalid=0.01", "--duplicates=0.01");
        ChildProcess consumer = pipeline.consumer("--alert-database-away=2s", "--alert-webhook=" + webhook.address());
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        browser.visit(watched.page());
        awaitState("running");
        await(ignored -> assertThat(number("Stored in all")).isPositive());
        if (pictures.areWanted()) {
            await(ignored -> assertThat(number("Stored in all")).isGreaterThan(45L * RATE));
        }
        pictures.take("dashboard");

        stack.cassandra().pause();
        try {
            awaitState("degraded");
            // On a busy machine the broker may have been called silent first.
            await(ignored -> assertThat(browser.text("#reason")).contains("Cassandra"));
            await(ignored ->
                    assertThat(browser.text("#partitions td:last-child")).isEqualTo("held up"));
            assertThat(browser.ask("const box = document.querySelector('#partitions').closest('.scroll');"
                            + "return box.scrollWidth <= box.clientWidth"))
                    .as("the whole table is to be seen")
                    .isEqualTo(true);
            await(ignored -> assertThat(page.tile("Alerts")).isEqualTo(ALERT));
            assertHeadlineIsRed();
            long before = number("Lag");
            await(ignored -> assertThat(number("Lag")).isGreaterThan(before + (long) RATE * OUTAGE_SECONDS));
            assertThat(webhook.statusesOf(ALERT)).containsExactly("firing");
            pictures.take("dashboard-cassandra-away");
        } finally {
            stack.cassandra().resume();
        }

        awaitState("running");
        await(ignored -> assertThat(page.tile("Alerts")).isEqualTo("none"));
        assertThat(page.headline()).isEqualTo("running");
        producer.signal(Signal.INT);
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        await(ignored -> assertThat(number("Lag")).isZero());
        assertThat(browser.text("#timeline")).contains("held up by Cassandra", ALERT + " starts", ALERT + " ends");
        pictures.take("dashboard-after-outage");
        long stored = number("Stored in all");
        long letters = number("Dead letters");

        consumer.signal(Signal.INT);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        assertThat(webhook.statusesOf(ALERT)).containsExactly("firing", "resolved");
        ConsumerReport report = ConsumerReport.of(consumer);
        assertThat(report.written()).isEqualTo(stored);
        assertThat(report.deadLettered()).isEqualTo(letters);
        Outcome.of(pipeline).assertExact();
    }

    /** And says what to do, where the trouble is, and since when. */
    private void assertHeadlineIsRed() {
        await(ignored -> assertThat(page.headline()).isEqualTo("alert"));
        assertThat(browser.text("#firing")).contains(ALERT);
        assertThat(browser.ask("return getComputedStyle(document.getElementById('banner')).backgroundColor"))
                .isEqualTo("rgb(179, 33, 27)");
        assertThat(browser.text("#alerts .firing")).contains("Since ", "What to do", "consumer.jar doctor");
        assertThat(browser.ask("return document.getElementById('node-table').dataset.state"))
                .isEqualTo("trouble");
        assertThat(browser.ask("return document.getElementById('node-topic').dataset.state"))
                .isEqualTo("good");
    }

    private void awaitState(String state) {
        await(ignored -> assertThat(browser.text("#state")).isEqualToIgnoringCase(state));
    }

    private long number(String tile) {
        String text = page.tile(tile);
        assertThat(text).as(tile).matches("[\\d,]+");
        return Long.parseLong(text.replace(",", ""));
    }

    private static void await(ThrowingConsumer<Void> assertion) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertion.accept(null));
    }
}
