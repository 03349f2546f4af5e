package io.orderpipeline.consumer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.events.Timeline;
import io.orderpipeline.consumer.json.ViewJson;
import io.orderpipeline.consumer.metrics.Metrics;
import io.orderpipeline.consumer.view.PipelineView;
import io.orderpipeline.consumer.view.ViewListener;
import io.orderpipeline.order.Order;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Offers what is seen over HTTP. Its threads read views and nothing else of the pipeline, and write without blocking,
 * so that neither many nor slow readers hold anything up.
 */
public final class WebServer implements ViewListener, AutoCloseable {

    private static final int THREADS = 8;

    /** Whoever takes nothing for so long is disconnected. */
    private static final long IDLE_LIMIT_MS = 20_000;

    private final HttpConfig config;
    private final Gate gate;
    private final Metrics metrics;
    private final Timeline timeline;
    private final Supplier<Map<String, Boolean>> alerts;
    private final InstantSource clock;
    private final LiveViews liveViews;
    private final History history = new History();
    private final Samples samples;
    private final Server server;
    private final ServerConnector connector;
    private volatile PipelineView newest;

    /** @param alerts whether each is firing */
    public WebServer(
            HttpConfig config,
            Metrics metrics,
            Timeline timeline,
            Supplier<Map<String, Boolean>> alerts,
            InstantSource clock) {
        this.alerts = alerts;
        this.config = config;
        this.gate = new Gate(config);
        this.metrics = metrics;
        this.timeline = timeline;
        this.clock = clock;
        this.samples = new Samples(clock);
        this.liveViews = new LiveViews(this::json);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(new Routes());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.address());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_LIMIT_MS);
        server.addConnector(connector);
    }

    /** @throws IOException when the port is taken */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the HTTP server does not start", e);
        }
    }

    public String url() {
        return "http://" + config.address() + ":" + connector.getLocalPort() + "/";
    }

    /** As {@link Samples#from}. */
    public void samplesFrom(Callable<Map<Integer, List<Order>>> reader) {
        samples.from(reader);
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
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private final class Routes extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Answer.secure(response);
            if (!gate.takesHost(request.getHeaders().get(HttpHeader.HOST))) {
                Answer.text(HttpStatus.FORBIDDEN_403, "call this by localhost or 127.0.0.1")
                        .send(response, callback);
            } else if (!gate.takesAuthorization(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"order pipeline\"");
                Answer.text(HttpStatus.UNAUTHORIZED_401, "show the token of --http-token-file")
                        .send(response, callback);
            } else if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                Answer.text(HttpStatus.METHOD_NOT_ALLOWED_405, "only GET").send(response, callback);
            } else if (Request.getPathInContext(request).equals("/api/events")) {
                liveViews.open(response, callback);
            } else {
                answer(Request.getPathInContext(request)).send(response, callback);
            }
            return true;
        }
    }

    private Answer answer(String path) {
        PipelineView view = newest;
        return switch (path) {
            case "/metrics" ->
                Answer.of(
                        HttpStatus.OK_200,
                        Metrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> Probes.working(view, clock.instant());
            case "/readyz" -> Probes.ready(view, clock.instant());
            case "/api/view" ->
                view == null
                        ? Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "starting")
                        : Answer.json(HttpStatus.OK_200, json(view));
            case "/api/history" -> Answer.json(HttpStatus.OK_200, history.json());
            case "/api/samples" -> Answer.json(HttpStatus.OK_200, samples.json());
            default ->
                Assets.answer(path)
                        .orElseGet(() -> Answer.text(HttpStatus.NOT_FOUND_404, "nothing here; the page is at /"));
        };
    }
}
