package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Compares the metrics of a running producer with its final statistics. */
@UsesLocalStack
final class ProducerMetricsIT {

    private static final Pattern SHOWN = Pattern.compile("orders_acknowledged_total\\{partition=\"(\\d)\"} (\\S+)");
    private static final Pattern SAID = Pattern.compile("orders_\\d+-(\\d) +([0-9,]+) .*");

    private final HttpClient http = HttpClient.newHttpClient();

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;

    ProducerMetricsIT(LocalStack stack) {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_export_consistent_counters_at_any_time() throws Exception {
        ChildProcess producer = pipeline.producer("--rate=200", "--http-port=0");
        String url =
                producer.awaitErr("Metrics at http", TestPipeline.LIMIT).replaceFirst(".*(http\\S+/)metrics.*", "$1");
        producer.awaitOut("acknowledged [1-9]", TestPipeline.LIMIT);
        assertThat(get(url + "readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
        assertThat(get(url + "metrics").body()).contains("kafka_producer_", "jvm_memory_used_bytes");

        // While the broker stands still, nothing is acknowledged between the look and the end.
        stack.kafka().pause();
        Map<String, Long> shown;
        try {
            await().atMost(TestPipeline.LIMIT)
                    .untilAsserted(() ->
                            assertThat(get(url + "readyz").body()).contains("the broker has acknowledged nothing for"));
            assertThat(get(url + "healthz").statusCode()).isEqualTo(200);
            String metrics = get(url + "metrics").body();
            shown = counts(SHOWN, metrics);
            assertThat(metrics)
                    .contains("order_send_seconds_count " + sum(shown) + "\n")
                    .contains("orders_failed_total 0.0\n");
            producer.signal(Signal.INT);
            assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                    .as("exit code; what is under way is unverified: " + producer.lastLines())
                    .isEqualTo(1);
        } finally {
            stack.kafka().resume();
        }

        assertThat(shown).hasSize(3).isEqualTo(counts(SAID, String.join("\n", producer.out())));
        assertThat(producer.out()).anySatisfy(line -> assertThat(line)
                .contains(String.format(Locale.ROOT, "= acknowledged %,d + failed 0 + unacknowledged", sum(shown))));
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static Map<String, Long> counts(Pattern pattern, String text) {
        Map<String, Long> counts = new TreeMap<>();
        for (Matcher found = pattern.matcher(text); found.find(); ) {
            counts.put(found.group(1), (long) Double.parseDouble(found.group(2).replace(",", "")));
        }
        return counts;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
