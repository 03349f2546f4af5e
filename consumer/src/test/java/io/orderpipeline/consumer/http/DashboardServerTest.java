package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.Views;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"\n\ndata: forged";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConsumerMetrics metrics = new ConsumerMetrics(() -> ALERTS);
    private final EventTimeline timeline = new EventTimeline(() -> Instant.EPOCH);
    private Instant now = Instant.parse("2026-11-23T10:00:01Z");
    private DashboardServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DashboardServer(
                new HttpConfig("127.0.0.1", 0, true, Optional.empty()), metrics, timeline, () -> ALERTS, () -> now);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void should_be_healthy_and_not_ready_before_the_first_view() throws Exception {
        assertThat(get("healthz").statusCode()).isEqualTo(200);
        assertThat(get("readyz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").body()).contains("\"ready\":false", "starting");
        assertThat(get("api/view").statusCode()).isEqualTo(503);
    }

    @Test
    void should_be_ready_while_running_and_say_why_it_is_not() throws Exception {
        server.see(view(PipelineState.RUNNING, ""));
        assertThat(get("readyz").statusCode()).isEqualTo(200);
        assertThat(get("readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");

        server.see(view(PipelineState.DEGRADED, "held up: timed out"));
        assertThat(get("readyz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").body()).contains("degraded: held up: timed out");
        assertThat(get("healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void should_not_be_healthy_when_nothing_is_observed_any_more() throws Exception {
        server.see(view(PipelineState.RUNNING, ""));
        now = now.plusSeconds(60);

        assertThat(get("healthz").statusCode()).isEqualTo(503);
        assertThat(get("readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void should_show_the_view_as_json_with_hostile_text_in_its_place() throws Exception {
        timeline.add(Event.Kind.RUN, HOSTILE);
        server.see(view(PipelineState.DEGRADED, HOSTILE));

        HttpResponse<String> answer = get("api/view");

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(values(answer.body())).filteredOn(HOSTILE::equals).hasSize(2);
        assertThat(answer.body()).contains("\"alerts\":[\"no-progress\"]");
    }

    @Test
    void should_allow_nothing_but_its_own_scripts_and_remember_nothing() throws Exception {
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
    void should_refuse_a_call_by_another_name_and_another_method() throws Exception {
        assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n"))
                .contains("403");
        assertThat(statusLine("POST /metrics HTTP/1.1\r\nHost: localhost\r\n")).contains("405");
        assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: localhost\r\n")).contains("200");
    }

    @Test
    void should_send_each_view_to_an_open_page() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(HttpRequest.newBuilder(uri("api/events")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry:");
            lines.readLine();

            server.see(view(PipelineState.DEGRADED, HOSTILE));
            assertThat(values(lines.readLine().substring("data: ".length()))).contains(HOSTILE);
            assertThat(lines.readLine()).isEmpty();

            server.see(view(PipelineState.RUNNING, ""));
            assertThat(lines.readLine()).contains("\"state\":\"running\"");
        }
    }

    @Test
    void should_send_views_on_while_another_page_takes_nothing() throws Exception {
        try (Socket silent = new Socket("127.0.0.1", URI.create(server.url()).getPort())) {
            silent.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            await().until(() -> silent.getInputStream().read() >= 0);
            PipelineSnapshot large = view(PipelineState.DEGRADED, "x".repeat(1_000_000));

            for (int i = 0; i < 200; i++) {
                server.see(large);
            }

            assertThat(get("healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void should_refuse_more_open_pages_than_its_limit() throws Exception {
        List<Socket> pages = new ArrayList<>();
        try {
            for (int i = 0; i < SnapshotStream.LIMIT; i++) {
                Socket page = new Socket("127.0.0.1", URI.create(server.url()).getPort());
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
    void should_keep_a_quarter_of_an_hour_and_no_more() throws Exception {
        for (int i = 0; i < ChartHistory.POINTS + 10; i++) {
            server.see(view(PipelineState.RUNNING, ""));
        }

        assertThat(get("api/history").body().split("\\[\\d{13}", -1)).hasSize(ChartHistory.POINTS + 1);
    }

    @Test
    void should_say_that_a_port_is_taken() {
        int taken = URI.create(server.url()).getPort();
        try (DashboardServer second = new DashboardServer(
                new HttpConfig("127.0.0.1", taken, true, Optional.empty()),
                metrics,
                timeline,
                () -> ALERTS,
                () -> now)) {
            assertThatThrownBy(second::start).isInstanceOf(IOException.class);
        }
    }

    private static PipelineSnapshot view(PipelineState state, String reason) {
        return Views.view(
                state,
                reason,
                Views.partition(
                        Views.snapshot(0, 1_000, 900, 10, 90, null), new Lag(900, 1_200, 300, Duration.ofSeconds(4))));
    }

    /** All texts in a JSON value, as a reader gets them. */
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
        return URI.create(server.url() + path);
    }

    /** Raw, for a client library would not send these. */
    private String statusLine(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.url()).getPort())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }
}
