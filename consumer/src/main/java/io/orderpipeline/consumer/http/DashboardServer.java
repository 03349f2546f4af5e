package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.common.http.HttpServer;
import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.alerts.Alerts;
import io.orderpipeline.consumer.deadletter.DeadLetterSummary;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the dashboard, the metrics and the health endpoints. The server's threads read snapshots, never the pipeline,
 * and write without blocking, so that many or slow clients do not delay the pipeline.
 */
public final class DashboardServer implements PipelineSnapshot.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

    private static final String NOT_FOUND = "not found; there are / (the dashboard), /metrics, /healthz, /readyz,"
            + " /api/view, /api/history, /api/events, /api/dead-letters, /api/samples and /api/orders/ID";

    private final HttpConfig config;
    private final Sources sources;
    private final InstantSource clock;
    private final ProgramMetrics metrics = new ProgramMetrics();
    private final PipelineMetrics pipelineMetrics;
    private final SnapshotStream stream = new SnapshotStream(this::json);
    private final ChartHistory history;
    private final OrderEndpoint orders = new OrderEndpoint();
    private volatile Optional<HttpServer> server = Optional.empty();
    private volatile PipelineSnapshot newest;

    /**
     * What the dashboard shows besides snapshots. No supplier may block.
     *
     * @param alerts whether each is firing
     * @param newestOrders in Cassandra, by partition
     */
    public record Sources(
            EventTimeline timeline,
            Supplier<Map<String, Boolean>> alerts,
            Supplier<Map<Integer, List<Order>>> newestOrders,
            Supplier<List<DeadLetterSummary>> deadLetters) {}

    /** Fails when the user chose a port that is unavailable: at once, before connections to other servers are open. */
    public DashboardServer(HttpConfig config, Sources sources, InstantSource clock) {
        if (config.portIsChosen()) {
            requireFreePort(config);
        }
        this.config = config;
        this.sources = sources;
        this.clock = clock;
        this.history = new ChartHistory(this::firing);
        this.pipelineMetrics = new PipelineMetrics(sources.alerts());
        metrics.register(pipelineMetrics);
    }

    private static void requireFreePort(HttpConfig config) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.address(), config.port()));
        } catch (IOException e) {
            throw UserError.failed(portUnavailable(config, e), e);
        }
    }

    private static String portUnavailable(HttpConfig config, IOException e) {
        // The HTTP server's own exception only repeats the address.
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return "port %d of %s is unavailable (%s); choose another with --http-port, or use --no-http"
                .formatted(config.port(), config.address(), reason.getMessage());
    }

    /** Starts the server. When the default port is unavailable, the program runs without it. */
    public void start() {
        metrics.bindJvm();
        HttpServer starting = new HttpServer(config, this::route);
        try {
            starting.start();
            server = Optional.of(starting);
            LOG.info("Dashboard and metrics at {}", starting.url());
        } catch (IOException e) {
            if (config.portIsChosen()) {
                throw UserError.failed(portUnavailable(config, e), e);
            }
            LOG.warn("No dashboard and no metrics: {}", portUnavailable(config, e));
        }
    }

    /** Empty when the server is not started. */
    public Optional<String> url() {
        return server.map(HttpServer::url);
    }

    /** For the Cassandra driver, which registers its own metrics. */
    public Object meterRegistry() {
        return metrics.registry();
    }

    /** Adds the metrics of a Kafka client. */
    public void bind(Consumer<?, ?> consumer) {
        metrics.bind(consumer);
    }

    /** Answers requests for single orders from now on; before, the servers are not connected. */
    public void answerQueries(OrderEndpoint.Query query) {
        orders.open(query);
    }

    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        newest = snapshot;
        pipelineMetrics.onSnapshot(snapshot);
        history.onSnapshot(snapshot);
        stream.onSnapshot(snapshot);
    }

    private byte[] json(PipelineSnapshot snapshot) {
        return SnapshotJson.of(snapshot, sources.timeline().events(), firing());
    }

    private List<String> firing() {
        return Alerts.firing(sources.alerts().get());
    }

    @Override
    public void close() {
        server.ifPresent(HttpServer::close);
        orders.close();
        metrics.close();
    }

    private void route(String path, Response response, Callback callback) {
        if (path.equals("/api/events")) {
            stream.open(response, callback);
        } else if (path.startsWith(OrderEndpoint.PATH)) {
            orders.respond(path, response, callback);
        } else {
            respond(path).send(response, callback);
        }
    }

    private HttpResponse respond(String path) {
        PipelineSnapshot snapshot = newest;
        return switch (path) {
            case "/metrics" ->
                HttpResponse.of(
                        HttpStatus.OK_200,
                        ProgramMetrics.CONTENT_TYPE,
                        metrics.scrape().getBytes(UTF_8));
            case "/healthz" -> HealthEndpoints.alive(snapshot, clock.instant());
            case "/readyz" -> HealthEndpoints.ready(snapshot, clock.instant());
            case "/api/view" ->
                snapshot == null
                        ? HttpResponse.text(HttpStatus.SERVICE_UNAVAILABLE_503, "starting")
                        : HttpResponse.json(HttpStatus.OK_200, json(snapshot));
            case "/api/history" -> HttpResponse.json(HttpStatus.OK_200, history.json());
            case "/api/dead-letters" ->
                HttpResponse.json(
                        HttpStatus.OK_200,
                        DashboardJson.deadLetters(sources.deadLetters().get()));
            case "/api/samples" ->
                HttpResponse.json(
                        HttpStatus.OK_200,
                        DashboardJson.orders(sources.newestOrders().get()));
            default ->
                DashboardAssets.find(path).orElseGet(() -> HttpResponse.text(HttpStatus.NOT_FOUND_404, NOT_FOUND));
        };
    }
}
