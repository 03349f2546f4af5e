package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.common.http.HttpServer;
import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Offers what is seen over HTTP. Its threads read views and nothing else of the pipeline, and write without blocking,
 * so that neither many nor slow readers hold anything up.
 */
public final class DashboardServer implements SnapshotListener, AutoCloseable {

    private final ConsumerMetrics metrics;
    private final EventTimeline timeline;
    private final Supplier<Map<String, Boolean>> alerts;
    private final InstantSource clock;
    private final SnapshotStream liveViews;
    private final ChartHistory history = new ChartHistory();
    private final NewestOrdersEndpoint samples;
    private final HttpServer server;
    private volatile Supplier<List<DeadLetterSummary>> letters = List::of;
    private volatile PipelineSnapshot newest;

    /** @param alerts whether each is firing */
    public DashboardServer(
            HttpConfig config,
            ConsumerMetrics metrics,
            EventTimeline timeline,
            Supplier<Map<String, Boolean>> alerts,
            InstantSource clock) {
        this.alerts = alerts;
        this.metrics = metrics;
        this.timeline = timeline;
        this.clock = clock;
        this.samples = new NewestOrdersEndpoint(clock);
        this.liveViews = new SnapshotStream(this::json);
        this.server = new HttpServer(config, this::route);
    }

    /** @throws IOException when the port is taken */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public String url() {
        return server.url();
    }

    /** As {@link NewestOrdersEndpoint#from}. */
    public void samplesFrom(Callable<Map<Integer, List<Order>>> reader) {
        samples.from(reader);
    }

    /** @param newest the dead letters to show; never blocks */
    public void lettersFrom(Supplier<List<DeadLetterSummary>> newest) {
        letters = newest;
    }

    @Override
    public void see(PipelineSnapshot view) {
        newest = view;
        history.see(view);
        liveViews.see(view);
    }

    private byte[] json(PipelineSnapshot view) {
        List<String> firing = alerts.get().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        return SnapshotJson.of(view, timeline.events(), firing);
    }

    @Override
    public void close() {
        samples.close();
        server.close();
    }

    private void route(String path, Response response, Callback callback) {
        if (path.equals("/api/events")) {
            liveViews.open(response, callback);
        } else {
            answer(path).send(response, callback);
        }
    }

    private HttpResponse answer(String path) {
        PipelineSnapshot view = newest;
        return switch (path) {
            case "/metrics" ->
                HttpResponse.of(
                        HttpStatus.OK_200,
                        ProgramMetrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> HealthEndpoints.working(view, clock.instant());
            case "/readyz" -> HealthEndpoints.ready(view, clock.instant());
            case "/api/view" ->
                view == null
                        ? HttpResponse.text(HttpStatus.SERVICE_UNAVAILABLE_503, "starting")
                        : HttpResponse.json(HttpStatus.OK_200, json(view));
            case "/api/history" -> HttpResponse.json(HttpStatus.OK_200, history.json());
            case "/api/dead-letters" -> HttpResponse.json(HttpStatus.OK_200, DeadLettersJson.of(letters.get()));
            case "/api/samples" -> HttpResponse.json(HttpStatus.OK_200, samples.json());
            default ->
                DashboardAssets.answer(path)
                        .orElseGet(() -> HttpResponse.text(HttpStatus.NOT_FOUND_404, "nothing here; the page is at /"));
        };
    }
}
