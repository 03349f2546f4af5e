package io.orderpipeline.testing.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP client of one running consumer. Safe for use by several threads. */
public record WatchedConsumer(URI page) {

    private static final Pattern ADDRESS = Pattern.compile("Dashboard and metrics at (\\S+)");
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Waits until the process has printed its address. */
    public static WatchedConsumer of(ChildProcess consumer) {
        consumer.awaitErr(ADDRESS.pattern(), TestPipeline.LIMIT);
        return new WatchedConsumer(addressOf(consumer).orElseThrow());
    }

    /** The address that the process has printed; empty before that. */
    public static Optional<URI> addressOf(ChildProcess consumer) {
        return consumer.err().stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(address -> URI.create(address.group(1)))
                .findFirst();
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path)).timeout(RESPONSE_LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no response from " + page, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public MetricValues metrics() {
        return MetricValues.of(get("/metrics").body());
    }

    /** The newest snapshot, which the dashboard shows. */
    public JsonNode view() {
        try {
            return JSON.readTree(get("/api/view").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
