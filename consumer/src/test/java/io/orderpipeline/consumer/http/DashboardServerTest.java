package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.deadletter.MaskedPreview;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardServerTest {

    private static final Map<String, Boolean> ALERTS = Map.of("no-progress", true, "end-to-end", false);
    private static final List<DeadLetterSummary> DEAD_LETTERS = List.of(new DeadLetterSummary(
            Instant.EPOCH, "orders-0@7", "not-json", "no JSON", new MaskedPreview("A***", Optional.of("id-7"))));
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"\n\ndata: forged";

    private final HttpClient client = HttpClient.newHttpClient();
    private Map<Integer, List<Order>> orders = Map.of();
    private final EventTimeline timeline = new EventTimeline(() -> Instant.EPOCH);
    private Instant now = Instant.parse("2026-11-23T10:00:01Z");
    private DashboardServer server;

    @BeforeEach
    void start() throws IOException {
        server = server(0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DashboardServer server(int port) {
        return new DashboardServer(
                new HttpConfig("127.0.0.1", port, true, Optional.empty()),
                new DashboardServer.Sources(timeline, () -> ALERTS, () -> orders, () -> DEAD_LETTERS),
                () -> now);
    }

    @Test
    void should_be_healthy_and_not_ready_before_the_first_snapshot() throws Exception {
        assertThat(get("healthz").statusCode()).isEqualTo(200);
        assertThat(get("readyz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").body()).contains("\"ready\":false", "starting");
        assertThat(get("api/view").statusCode()).isEqualTo(503);
    }

    @Test
    void should_be_ready_while_running_and_otherwise_give_the_reason() throws Exception {
        server.onSnapshot(snapshot(State.RUNNING, ""));
        assertThat(get("readyz").statusCode()).isEqualTo(200);
        assertThat(get("readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");

        server.onSnapshot(snapshot(State.DEGRADED, "held up: timed out"));
        assertThat(get("readyz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").body()).contains("degraded: held up: timed out");
        assertThat(get("healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void should_be_ready_as_a_standby() throws Exception {
        server.onSnapshot(snapshot(State.STANDBY, "other members have all partitions"));

        assertThat(get("readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void should_not_be_healthy_without_a_recent_snapshot() throws Exception {
        server.onSnapshot(snapshot(State.RUNNING, ""));
        now = now.plusSeconds(60);

        assertThat(get("healthz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void should_return_the_snapshot_as_json_and_escape_hostile_text() throws Exception {
        timeline.add(Event.Kind.RUN, HOSTILE);
        server.onSnapshot(snapshot(State.DEGRADED, HOSTILE));

        HttpResponse<String> answer = get("api/view");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(values(answer.body())).filteredOn(HOSTILE::equals).hasSize(2);
        assertThat(answer.body())
                .contains("\"alerts\":[\"no-progress\"]")
                .contains("\"troubles\":{\"broker\":null,\"database\":null,");
    }

    @Test
    void should_allow_only_its_own_scripts_and_forbid_caching() throws Exception {
        for (String path : List.of("healthz", "metrics", "api/history", "no/such/page")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        }
        assertThat(get("no/such/page").statusCode()).isEqualTo(404);
    }

    @Test
    void should_reject_other_host_names_and_other_methods() throws Exception {
        assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n"))
                .contains("403");
        assertThat(statusLine("POST /metrics HTTP/1.1\r\nHost: localhost\r\n")).contains("405");
        assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: localhost\r\n")).contains("200");
    }

    @Test
    void should_send_each_snapshot_to_an_open_page() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(HttpRequest.newBuilder(uri("api/events")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry:");
            lines.readLine();

            server.onSnapshot(snapshot(State.DEGRADED, HOSTILE));
            assertThat(values(lines.readLine().substring("data: ".length()))).contains(HOSTILE);
            assertThat(lines.readLine()).isEmpty();

            server.onSnapshot(snapshot(State.RUNNING, ""));
            assertThat(lines.readLine()).contains("\"state\":\"running\"");
        }
    }

    @Test
    void should_not_block_on_a_page_that_consumes_nothing() throws Exception {
        try (Socket silent = new Socket("127.0.0.1", URI.create(url()).getPort())) {
            silent.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            await().until(() -> silent.getInputStream().read() >= 0);
            PipelineSnapshot large = snapshot(State.DEGRADED, "x".repeat(1_000_000));

            for (int i = 0; i < 200; i++) {
                server.onSnapshot(large);
            }

            assertThat(get("healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void should_reject_more_open_pages_than_the_limit() throws Exception {
        List<Socket> pages = new ArrayList<>();
        try {
            for (int i = 0; i < SnapshotStream.LIMIT; i++) {
                Socket page = new Socket("127.0.0.1", URI.create(url()).getPort());
                pages.add(page);
                page.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                assertThat(page.getInputStream().read()).isEqualTo('H');
            }

            assertThat(get("api/events").statusCode()).isEqualTo(503);
        } finally {
            for (Socket page : pages) {
                page.close();
            }
        }
    }

    @Test
    void should_keep_only_15_minutes_of_history() throws Exception {
        for (int i = 0; i < ChartHistory.POINTS + 10; i++) {
            server.onSnapshot(snapshot(State.RUNNING, ""));
        }

        assertThat(get("api/history").body().split("\\[\\d{13}", -1)).hasSize(ChartHistory.POINTS + 1);
    }

    @Test
    void should_keep_state_and_alerts_beside_the_values_of_the_charts() throws Exception {
        server.onSnapshot(snapshot(State.DEGRADED, "held up"));

        assertThat(get("api/history").body())
                .endsWith(",{\"state\":\"degraded\",\"alerts\":[\"no-progress\"],\"rebalances\":1}]]");
    }

    @Test
    void should_name_the_system_that_holds_the_pipeline_up() throws Exception {
        server.onSnapshot(Snapshots.withoutBroker());

        assertThat(get("api/view").body())
                .contains("\"troubles\":{\"broker\":\"no answer\",\"database\":null,\"registry\":null,"
                        + "\"deadLetters\":null}");
    }

    @Test
    void should_return_dead_letters_with_masked_values_and_the_order_if_it_is_known() throws Exception {
        assertThat(get("api/dead-letters").body())
                .isEqualTo("[{\"time\":0,\"place\":\"orders-0@7\",\"reason\":\"not-json\",\"detail\":\"no JSON\","
                        + "\"orderId\":\"id-7\",\"preview\":\"A***\"}]");
    }

    @Test
    void should_fail_at_once_when_the_chosen_port_is_unavailable() {
        int taken = URI.create(url()).getPort();

        assertThatThrownBy(() -> server(taken))
                .hasMessageContaining("port " + taken + " of 127.0.0.1 is unavailable")
                .hasMessageContaining("--http-port");
    }

    @Test
    void should_expose_jvm_metrics_before_the_first_snapshot() throws Exception {
        assertThat(get("metrics").body()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void should_return_the_newest_orders_with_masked_customers() throws Exception {
        orders = Map.of(3, List.of(order("id-1", Instant.EPOCH)));

        assertThat(get("api/samples").body())
                .isEqualTo("[{\"id\":\"id-1\",\"time\":\"1970-01-01T00:00:00Z\",\"customer\":\"A***\","
                        + "\"category\":\"books\",\"product\":\"Lamp\",\"quantity\":2,\"price\":\"5"
                        + ".20\",\"total\":\"-\",\"partition\":3}]");
    }

    @Test
    void should_sort_the_newest_orders_by_time_and_not_by_id_or_partition() throws Exception {
        orders = Map.of(
                0, List.of(order("a", Instant.ofEpochSecond(9)), order("z", Instant.ofEpochSecond(2))),
                1, List.of(order("m", Instant.ofEpochSecond(5)), order("without a time", null)));

        assertThat(values(get("api/samples").body())).containsSubsequence("a", "m", "z", "without a time");
    }

    private static Order order(String id, Instant time) {
        return new Order(id, "Ada", "Lamp", "books", 2, new BigDecimal("5.20"), time, null);
    }

    private String url() {
        return server.url().orElseThrow();
    }

    private static PipelineSnapshot snapshot(State state, String reason) {
        return Snapshots.pipeline(
                state,
                reason,
                Snapshots.partition(
                        Snapshots.counts(0, 1_000, 900, 10, 90, null),
                        new Lag(900, 1_200, 300, Duration.ofSeconds(4))));
    }

    /** All unescaped strings of a JSON value. */
    private static List<String> values(String json) throws IOException {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                values.add(parser.getText());
            }
        }
        return values;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(url() + path);
    }

    /** Over a socket, because an HTTP client would not send these requests. */
    private String statusLine(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(url()).getPort())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }
}
