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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a consumer tells whoever asks it over HTTP. Safe for use by several threads. */
public record WatchedConsumer(URI page) {

    private static final Pattern ADDRESS = Pattern.compile("Dashboard and metrics at (\\S+)");
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Waits until the process has said where to look. */
    public static WatchedConsumer of(ChildProcess consumer) {
        Matcher address = ADDRESS.matcher(consumer.awaitErr(ADDRESS.pattern(), TestPipeline.LIMIT));
        if (!address.find()) {
            throw new IllegalStateException("the awaited line holds no address");
        }
        return new WatchedConsumer(URI.create(address.group(1)));
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path)).timeout(ANSWER_LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + page, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public MetricValues metrics() {
        return MetricValues.of(get("/metrics").body());
    }

    /** What the page is fed with. */
    public JsonNode view() {
        try {
            return JSON.readTree(get("/api/view").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
