package io.orderpipeline.consumer.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
import io.orderpipeline.consumer.monitoring.Troubles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final PipelineSnapshot WITHOUT_BROKER =
            with(new Troubles(Optional.of("the broker does not answer"), NONE, NONE, Optional.of("timed out")));

    private final EventTimeline timeline = new EventTimeline(() -> Instant.EPOCH);
    private long written;

    @Test
    void should_report_once_that_the_database_is_unavailable_and_once_that_it_is_back() {
        try (Alerts alerts = alerts(Optional.empty())) {
            during(0, 40, second -> publish(alerts, second, 10, 0, "timed out"));
            assertThat(alerts.states()).containsEntry("database-away", true);
            during(40, 60, second -> publish(alerts, second, 0, 0, null));

            assertThat(alerts.states()).containsEntry("database-away", false);
            assertThat(events("database-away")).hasSize(2);
            assertThat(events("database-away").get(0)).contains("starts", "timed out");
            assertThat(events("database-away").get(1)).contains("ends");
        }
    }

    @Test
    void should_not_fire_for_a_short_time() {
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 60; second++) {
                written += 10;
                publish(alerts, second, second % 5, 0, second % 9 == 0 ? "timed out" : null);
            }

            assertThat(timeline.events()).isEmpty();
        }
    }

    @Test
    void should_fire_when_nothing_is_stored_although_there_is_lag() {
        try (Alerts alerts = alerts(Optional.empty())) {
            during(0, 60, second -> publish(alerts, second, 0, 0, null));
            assertThat(events("no-progress")).isEmpty();
            during(60, 100, second -> publish(alerts, second, 5, 0, null));
            assertThat(events("no-progress")).hasSize(1);
        }
    }

    @Test
    void should_not_expect_progress_of_a_standby_and_of_a_paused_process() {
        Lag lag = new Lag(0, 5, 5, Duration.ZERO);
        PipelineSnapshot standby =
                Snapshots.pipeline(State.STANDBY, "", Snapshots.partition(Snapshots.ofOther(0), lag));
        PipelineSnapshot paused =
                Snapshots.pipeline(State.PAUSED, "", Snapshots.partition(Snapshots.counts(0, 0, 7, 0, 0, null), lag));
        try (Alerts alerts = alerts(Optional.empty())) {
            publish(alerts, standby, 0, 60);
            publish(alerts, paused, 60, 120);

            assertThat(events("no-progress")).isEmpty();
        }
    }

    @Test
    void should_leave_the_alert_to_a_cause_that_is_known() {
        try (Alerts alerts = alerts(Optional.empty())) {
            during(0, 60, second -> publish(alerts, second, 5, 0, "timed out"));
            assertThat(alerts.firing()).contains("database-away").doesNotContain("no-progress");
            during(60, 80, second -> publish(alerts, second, 5, 0, null));
            assertThat(events("no-progress"))
                    .as("the time of the outage does not count")
                    .isEmpty();
            during(80, 100, second -> publish(alerts, second, 5, 0, null));
            assertThat(alerts.firing()).containsExactly("no-progress");
        }
    }

    @Test
    void should_fire_while_dead_letters_cannot_be_committed() {
        PipelineSnapshot blocked = with(new Troubles(NONE, NONE, NONE, Optional.of("not enough replicas")));
        try (Alerts alerts = alerts(Optional.empty())) {
            publish(alerts, blocked, 0, 20);

            assertThat(events("dead-letters-blocked"))
                    .singleElement()
                    .asString()
                    .contains("not enough replicas");
        }
    }

    @Test
    void should_fire_while_records_wait_for_the_schema_registry() {
        PipelineSnapshot waiting = with(new Troubles(NONE, NONE, Optional.of("connection refused"), NONE));
        try (Alerts alerts = alerts(Optional.empty())) {
            publish(alerts, waiting, 0, 20);

            assertThat(events("registry-away")).singleElement().asString().contains("connection refused");
        }
    }

    @Test
    void should_not_count_the_time_without_a_broker() {
        try (Alerts alerts = alerts(Optional.empty())) {
            during(0, 5, second -> publish(alerts, second, 5, 0, null));
            publish(alerts, WITHOUT_BROKER, 5, 65);
            during(65, 85, second -> publish(alerts, second, 5, 0, null));
            assertThat(events("no-progress")).isEmpty();
            during(85, 100, second -> publish(alerts, second, 5, 0, null));
            assertThat(events("no-progress")).hasSize(1);
        }
    }

    /** The broker counts as unavailable only after five seconds. */
    @Test
    void should_report_once_that_the_broker_is_unavailable_and_once_that_it_is_back() {
        try (Alerts alerts = alerts(Optional.empty())) {
            publish(alerts, WITHOUT_BROKER, 0, 10);
            assertThat(events("broker-away")).isEmpty();
            publish(alerts, WITHOUT_BROKER, 10, 50);
            assertThat(alerts.firing()).containsExactly("broker-away");
            during(50, 60, second -> publish(alerts, second, 0, 0, null));

            assertThat(events("broker-away")).hasSize(2);
            assertThat(events("broker-away").get(0)).contains("starts", "the broker does not answer");
            assertThat(events("broker-away").get(1)).contains("ends");
        }
    }

    @Test
    void should_not_end_an_alert_about_the_lag_because_the_lag_is_unknown() {
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 40; second++) {
                written++;
                publish(alerts, second, 100L * second, 0, null);
            }
            publish(alerts, WITHOUT_BROKER, 40, 80);

            assertThat(alerts.firing()).containsExactly("lag-growing", "broker-away");
        }
    }

    @Test
    void should_not_end_the_alert_about_slow_orders_because_none_is_stored() {
        PipelineSnapshot slow = Snapshots.pipeline(State.RUNNING, "");
        Latency latency = new Latency(1, 90, 90, Snapshots.NO_LATENCY.sinceStart());
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 20; second++) {
                alerts.onSnapshot(withEndToEnd(at(second, slow), latency));
            }
            during(20, 60, second -> publish(alerts, second, 1_000, 0, "timed out"));
            assertThat(alerts.states()).containsEntry("end-to-end", true);
            during(60, 80, second -> publish(alerts, second, 0, 0, null));

            assertThat(alerts.states()).containsEntry("end-to-end", false);
        }
    }

    private static PipelineSnapshot withEndToEnd(PipelineSnapshot snapshot, Latency latency) {
        return new PipelineSnapshot(
                snapshot.time(),
                snapshot.topic(),
                snapshot.group(),
                snapshot.uptime(),
                snapshot.state(),
                snapshot.reason(),
                snapshot.totals(),
                snapshot.written(),
                snapshot.produced(),
                snapshot.write(),
                latency,
                snapshot.partitions(),
                snapshot.offsetsAge(),
                snapshot.writtenByCategory(),
                snapshot.rebalances(),
                snapshot.troubles());
    }

    @Test
    void should_neither_start_nor_end_an_alert_during_a_stop() {
        try (Alerts alerts = alerts(Optional.empty())) {
            during(0, 20, second -> publish(alerts, second, 0, 0, "timed out"));
            publish(alerts, Snapshots.pipeline(State.STOPPING, ""), 20, 60);

            assertThat(alerts.firing()).containsExactly("database-away");
            assertThat(timeline.events()).hasSize(1);
        }
    }

    private static void publish(Alerts alerts, PipelineSnapshot snapshot, int from, int to) {
        during(from, to, second -> alerts.onSnapshot(at(second, snapshot)));
    }

    private static void during(int from, int to, IntConsumer publishing) {
        IntStream.range(from, to).forEach(publishing);
    }

    @Test
    void should_wait_between_the_attempts_to_post() throws IOException {
        List<Long> attempts = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            attempts.add(System.nanoTime());
            exchange.sendResponseHeaders(attempts.size() < 3 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        try (AlertWebhook webhook = new AlertWebhook(address, Duration.ofMillis(50))) {
            webhook.post(new AlertRule.Change("any", true, "text", Instant.EPOCH));

            await().until(() -> attempts.size() == 3);
            assertThat(attempts.get(1) - attempts.get(0)).isGreaterThan(50_000_000L);
            assertThat(attempts.get(2) - attempts.get(1)).isGreaterThan(200_000_000L);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void should_fire_while_lag_grows_and_end_when_it_has_fallen() {
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 40; second++) {
                written++;
                publish(alerts, second, 100L * second, 0, null);
            }
            assertThat(events("lag-growing")).hasSize(1);
            for (int second = 40; second < 80; second++) {
                written += 200;
                publish(alerts, second, Math.max(0, 4_000 - 200L * (second - 40)), 0, null);
            }
            assertThat(events("lag-growing")).hasSize(2);
        }
    }

    @Test
    void should_fire_for_a_high_share_of_dead_letters() {
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 20; second++) {
                written += 10;
                publish(alerts, second, 0, 3 * second, null);
            }

            assertThat(events("dead-letter-share")).singleElement().asString().contains("dead letters");
        }
    }

    @Test
    void should_not_count_orders_whose_dead_letters_are_not_committed_yet() {
        try (Alerts alerts = alerts(Optional.empty())) {
            written = 500;
            publish(alerts, 0, 0, 0, null);
            written = 600;
            during(1, 90, second -> publish(alerts, second, 0, 6, "timed out"));

            assertThat(events("dead-letter-share")).isEmpty();
        }
    }

    @Test
    void should_not_fire_for_dead_letters_in_an_outage() {
        try (Alerts alerts = alerts(Optional.empty())) {
            for (int second = 0; second < 120; second++) {
                written += second < 30 ? 20_000 : 0;
                publish(alerts, second, 0, 200L * Math.min(second, 30), null);
            }

            assertThat(events("dead-letter-share")).isEmpty();
        }
    }

    @Test
    void should_post_each_change_to_the_webhook_once() throws IOException {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        try (Alerts alerts = alerts(Optional.of(address))) {
            for (int second = 0; second < 40; second++) {
                written++;
                publish(alerts, second, 0, 0, second < 20 ? "timed out" : null);
            }

            await().until(() -> posted.size() >= 2);
            assertThat(posted).hasSize(2);
            assertThat(posted.get(0)).contains("\"alert\":\"database-away\"", "\"status\":\"firing\"");
            assertThat(posted.get(1)).contains("\"status\":\"resolved\"");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void should_fire_when_an_open_transaction_hides_records_for_long_although_there_is_no_lag() {
        try (Alerts alerts = alerts(Optional.empty())) {
            publishHidden(alerts, 1, 1_000, 59);
            publishHidden(alerts, 2, 0, 60);
            assertThat(events("open-transaction")).isEmpty();
            publishHidden(alerts, 3, 1_000, 60);

            assertThat(events("open-transaction"))
                    .singleElement()
                    .asString()
                    .contains("hides 1,000 records for 60 s", "doctor");
        }
    }

    private static void publishHidden(Alerts alerts, int second, long hidden, int seconds) {
        Lag lag = new Lag(5, 5, 0, Duration.ZERO, hidden, Duration.ofSeconds(seconds));
        alerts.onSnapshot(at(
                second,
                Snapshots.pipeline(
                        State.RUNNING, "", Snapshots.partition(Snapshots.counts(0, 0, 0, 0, 0, null), lag))));
    }

    private Alerts alerts(Optional<URI> webhook) {
        return new Alerts(
                new AlertConfig(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        0.05,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        webhook),
                timeline);
    }

    private void publish(Alerts alerts, int second, long lag, long deadLetters, String trouble) {
        alerts.onSnapshot(at(
                second,
                Snapshots.pipeline(
                        State.RUNNING,
                        "",
                        Snapshots.partition(
                                Snapshots.counts(0, 0, written, deadLetters, 0, trouble),
                                new Lag(0, lag, lag, Duration.ZERO)))));
    }

    private static PipelineSnapshot at(int second, PipelineSnapshot snapshot) {
        return at(second, snapshot, snapshot.troubles());
    }

    private static PipelineSnapshot with(Troubles troubles) {
        return at(0, Snapshots.pipeline(State.DEGRADED, ""), troubles);
    }

    private static PipelineSnapshot at(int second, PipelineSnapshot snapshot, Troubles troubles) {
        return new PipelineSnapshot(
                Instant.ofEpochSecond(second),
                snapshot.topic(),
                snapshot.group(),
                snapshot.uptime(),
                snapshot.state(),
                snapshot.reason(),
                snapshot.totals(),
                snapshot.written(),
                snapshot.produced(),
                snapshot.write(),
                snapshot.endToEnd(),
                snapshot.partitions(),
                snapshot.offsetsAge(),
                snapshot.writtenByCategory(),
                snapshot.rebalances(),
                troubles);
    }

    private List<String> events(String alert) {
        return timeline.events().stream()
                .map(Event::text)
                .filter(text -> text.startsWith(alert))
                .toList();
    }
}
