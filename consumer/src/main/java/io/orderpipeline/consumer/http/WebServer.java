package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.http.Answer;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.http.HttpServer;
import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.deadletter.LetterLine;
import io.orderpipeline.consumer.monitoring.PipelineView;
import io.orderpipeline.consumer.monitoring.Timeline;
import io.orderpipeline.consumer.monitoring.ViewListener;
import io.orderpipeline.consumer.report.ViewJson;
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
public final class WebServer implements ViewListener, AutoCloseable {

    private final Metrics metrics;
    private final Timeline timeline;
    private final Supplier<Map<String, Boolean>> alerts;
    private final InstantSource clock;
    private final LiveViews liveViews;
    private final History history = new History();
    private final Samples samples;
    private final HttpServer server;
    private volatile Supplier<List<LetterLine>> letters = List::of;
    private volatile PipelineView newest;

    /** @param alerts whether each is firing */
    public WebServer(
            HttpConfig config,
            Metrics metrics,
            Timeline timeline,
            Supplier<Map<String, Boolean>> alerts,
            InstantSource clock) {
        this.alerts = alerts;
        this.metrics = metrics;
        this.timeline = timeline;
        this.clock = clock;
        this.samples = new Samples(clock);
        this.liveViews = new LiveViews(this::json);
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

    /** As {@link Samples#from}. */
    public void samplesFrom(Callable<Map<Integer, List<Order>>> reader) {
        samples.from(reader);
    }

    /** @param newest the dead letters to show; never blocks */
    public void lettersFrom(Supplier<List<LetterLine>> newest) {
        letters = newest;
    }

    @Override
    public void see(PipelineView view) {
        newest = view;
        history.see(view);
        liveViews.see(view);
    }

    private byte[] json(PipelineView view) {
        List<String> firing = alerts.get().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        return ViewJson.of(view, timeline.events(), firing);
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

    private Answer answer(String path) {
        PipelineView view = newest;
        return switch (path) {
            case "/metrics" ->
                Answer.of(
                        HttpStatus.OK_200,
                        ProgramMetrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> Probes.working(view, clock.instant());
            case "/readyz" -> Probes.ready(view, clock.instant());
            case "/api/view" ->
                view == null
                        ? Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "starting")
                        : Answer.json(HttpStatus.OK_200, json(view));
            case "/api/history" -> Answer.json(HttpStatus.OK_200, history.json());
            case "/api/dead-letters" -> Answer.json(HttpStatus.OK_200, LettersJson.of(letters.get()));
            case "/api/samples" -> Answer.json(HttpStatus.OK_200, samples.json());
            default ->
                Assets.answer(path)
                        .orElseGet(() -> Answer.text(HttpStatus.NOT_FOUND_404, "nothing here; the page is at /"));
        };
    }
}
