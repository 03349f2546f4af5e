package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.OutputMode;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.alerts.AlertConfig;
import io.orderpipeline.consumer.alerts.Alerts;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.NewestDeadLetters;
import io.orderpipeline.consumer.http.ConsumerMetrics;
import io.orderpipeline.consumer.http.DashboardServer;
import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.orderpipeline.consumer.pipeline.PauseSwitch;
import io.orderpipeline.consumer.report.JsonLines;
import io.orderpipeline.consumer.report.StatusLine;
import io.orderpipeline.consumer.terminal.LiveControls;
import io.orderpipeline.consumer.terminal.LiveSources;
import io.orderpipeline.consumer.terminal.LiveView;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who shows what goes on, put together. Used by the main thread. */
final class ConsumerMonitoring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerMonitoring.class);

    private final EventTimeline timeline = new EventTimeline(InstantSource.system());
    private final PipelineCounters counters = new PipelineCounters(InstantSource.system(), timeline);
    private final NewestDeadLetters letters = new NewestDeadLetters(InstantSource.system());
    private final List<SnapshotListener> listeners = new ArrayList<>();
    private final Alerts alerts;
    private final Optional<ConsumerMetrics> metrics;
    private final Optional<HttpConfig> http;
    private volatile Optional<DashboardServer> web = Optional.empty();
    private Optional<LiveView> liveView = Optional.empty();
    private Callable<Map<Integer, List<Order>>> samples = Map::of;

    /** @param http empty for none */
    ConsumerMonitoring(Optional<HttpConfig> http, AlertConfig alertConfig) {
        this.http = http;
        http.filter(HttpConfig::portIsChosen).ifPresent(ConsumerMonitoring::requireFree);
        alerts = new Alerts(alertConfig, timeline);
        // First, so that what the others show of it is of the same view.
        listeners.add(alerts);
        // Without somebody who can ask for them, nobody keeps them.
        metrics = http.map(config -> new ConsumerMetrics(alerts::firing));
        metrics.ifPresent(listeners::add);
    }

    /** From here on it can be asked over HTTP. Beside the start of the rest, which takes longer. */
    void open() {
        metrics.ifPresent(ConsumerMetrics::bindMachine);
        web = http.flatMap(this::startWeb);
        web.ifPresent(listeners::add);
        web.ifPresent(server -> server.lettersFrom(letters::newest));
    }

    /** At once: what starts beside the server would first have to be ended, and that may wait for an answer. */
    private static void requireFree(HttpConfig config) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.address(), config.port()));
        } catch (IOException e) {
            throw UserError.failed(taken(config, e), e);
        }
    }

    private static String taken(HttpConfig config, IOException e) {
        return "the port %d of %s is not to be had (%s); choose another with --http-port, or --no-http"
                .formatted(config.port(), config.address(), e.getMessage());
    }

    private Optional<DashboardServer> startWeb(HttpConfig config) {
        DashboardServer server =
                new DashboardServer(config, metrics.orElseThrow(), timeline, alerts::firing, InstantSource.system());
        try {
            server.start();
            LOG.info("Dashboard and metrics at {}", server.url());
            return Optional.of(server);
        } catch (IOException e) {
            if (config.portIsChosen()) {
                throw UserError.failed(taken(config, e), e);
            }
            LOG.warn("No dashboard and no metrics: {}", taken(config, e));
            return Optional.empty();
        }
    }

    EventTimeline timeline() {
        return timeline;
    }

    PipelineCounters counters() {
        return counters;
    }

    /** Shows the dead letters on the dashboard. */
    void record(List<DeadLetter> deadLetters) {
        letters.record(deadLetters);
    }

    /** For the metrics of the Cassandra driver. */
    Optional<Object> meterRegistry() {
        return metrics.map(ConsumerMetrics::registry);
    }

    /** Its own metrics are to be seen too. */
    void bind(Consumer<?, ?> consumer) {
        metrics.ifPresent(present -> present.bind(consumer));
    }

    /** @param reader gives the newest orders by partition; may block, and may fail */
    void samplesFrom(Callable<Map<Integer, List<Order>>> reader) {
        samples = reader;
        web.ifPresent(server -> server.samplesFrom(reader));
    }

    /** From here on stdout shows what goes on. */
    void openView(OutputMode mode, PrintStream out, PrintStream err, StopSignal stop, PauseSwitch pause) {
        if (mode == OutputMode.LIVE) {
            liveView = LiveView.open(liveSources(), liveControls(stop, pause), TextStyle.of(System.getenv()), err);
        }
        if (liveView.isPresent()) {
            stop.beforeHalt(liveView.get()::close);
            listeners.add(liveView.get());
        } else {
            listeners.add(
                    mode == OutputMode.JSON ? new JsonLines(out, timeline, this::alertNames) : new StatusLine(out));
        }
    }

    private LiveSources liveSources() {
        return new LiveSources(timeline, this::alertNames, samples, web.map(DashboardServer::url));
    }

    private LiveControls liveControls(StopSignal stop, PauseSwitch pause) {
        return new LiveControls(
                stop::request,
                () -> timeline.add(Event.Kind.RUN, pause.turn() ? "paused by hand" : "goes on, by hand"),
                pause::isOn);
    }

    private List<String> alertNames() {
        return alerts.firing().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The terminal is free for what is printed at the end. */
    void closeView() {
        liveView.ifPresent(LiveView::close);
    }

    void show(PipelineSnapshot view) {
        listeners.forEach(listener -> listener.see(view));
    }

    @Override
    public void close() {
        closeView();
        web.ifPresent(DashboardServer::close);
        metrics.ifPresent(ConsumerMetrics::close);
        alerts.close();
    }
}
