package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.InstalledPrograms;
import io.orderpipeline.testing.endtoend.Skip;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs Prometheus with the shipped configuration and rules. */
@UsesLocalStack
final class PrometheusIT {

    private static final int ORDERS = 300;
    private static final String USUAL_TARGET = "127.0.0.1:8080";

    /** A metric name in an expression. */
    private static final Pattern METRIC = Pattern.compile("\\b(?!or\\b|and\\b)[a-z_]+\\b(?! *\\()");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Path FILES = Repository.find().root().resolve("deploy/observability");

    @AutoClose
    private final TestPipeline pipeline;

    PrometheusIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeAll
    static void requirePrometheus() {
        Skip.unlessInstalled(
                InstalledPrograms.isInstalled("prometheus") && InstalledPrograms.isInstalled("promtool"),
                "scraping by Prometheus, and the check of its rules",
                "there is no prometheus or no promtool; Debian has both: prometheus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check config prometheus.yml", "check rules rules.yml", "test rules rules-test.yml"})
    void should_accept_the_shipped_files(String check) {
        String[] words = check.split(" ");
        ChildProcess promtool = pipeline.start(Launch.of(
                "promtool",
                List.of("promtool", words[0], words[1], FILES.resolve(words[2]).toString())));

        assertThat(promtool.awaitEnd(TestPipeline.LIMIT))
                .as(promtool.lastLines())
                .isZero();
    }

    @Test
    void should_scrape_the_consumer(@TempDir Path folder) throws Exception {
        assertThat(pipeline.producer("--count=" + ORDERS, "--rate=0", "--invalid=0.1")
                        .awaitEnd(TestPipeline.LIMIT))
                .isZero();
        WatchedConsumer watched = WatchedConsumer.of(pipeline.consumer());
        URI prometheus = startPrometheus(folder, watched.page().getAuthority());

        awaitAnswer(prometheus, "up{job=\"order-consumer\"}", 1);
        awaitAnswer(prometheus, "sum(orders_written_total) + sum(orders_dead_lettered_total)", ORDERS);
        awaitAnswer(prometheus, "sum(consumer_lag_records)", 0);
        awaitAnswer(prometheus, "pipeline_state{state=\"running\"}", 1);
        assertThat(get(prometheus.resolve("/api/v1/rules")).findValues("health"))
                .as("rules can be evaluated")
                .noneMatch(health -> health.asText().equals("err"));
        assertThat(watched.metrics().names()).containsAll(metricsOfTheGrafanaDashboard());
    }

    /** The metrics in the expressions; {@code up} is Prometheus' own. */
    private static Set<String> metricsOfTheGrafanaDashboard() throws IOException {
        JsonNode dashboard = JSON.readTree(Files.readString(FILES.resolve("grafana/dashboards/order-pipeline.json")));
        Set<String> names = dashboard.findValuesAsText("expr").stream()
                .map(expression -> expression.replaceAll("\\{[^}]*}|\\[[^]]*]|by \\([^)]*\\)", ""))
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names.remove("up")).isTrue();
        assertThat(names).as("names found").hasSizeGreaterThan(15);
        return names;
    }

    /** The shipped configuration with another port and shorter intervals. */
    private URI startPrometheus(Path folder, String target) throws IOException {
        String shipped = Files.readString(FILES.resolve("prometheus.yml"));
        assertThat(shipped).contains(USUAL_TARGET, "_interval: 5s");
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, shipped.replace(USUAL_TARGET, target).replace("_interval: 5s", "_interval: 1s"));
        Files.copy(FILES.resolve("rules.yml"), folder.resolve("rules.yml"));
        ChildProcess prometheus = pipeline.start(Launch.of(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")));
        String line = prometheus.awaitErr("Listening on.* address=127", TestPipeline.LIMIT);
        return URI.create("http://" + line.replaceAll(".*address=(\\S+).*", "$1"));
    }

    private static void awaitAnswer(URI prometheus, String query, long wanted) {
        URI question = prometheus.resolve("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(
                        get(question).at("/data/result/0/value/1").asText())
                .as(query)
                .isEqualTo(Long.toString(wanted)));
    }

    private static JsonNode get(URI uri) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }
}
