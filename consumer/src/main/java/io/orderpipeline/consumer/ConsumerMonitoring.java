package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.alerts.Alerts;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.NewestDeadLetters;
import io.orderpipeline.consumer.http.DashboardServer;
import io.orderpipeline.consumer.lookup.OrderQuery;
import io.orderpipeline.consumer.monitoring.BackgroundQuery;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.pipeline.Pipeline;
import io.orderpipeline.consumer.report.ConsumerOutput;
import io.orderpipeline.consumer.report.ConsumerStatistics;
import io.orderpipeline.consumer.terminal.LiveView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and connects everything that shows the state of the pipeline. Used by the main thread. */
final class ConsumerMonitoring implements AutoCloseable {

    /** Many pages cause no more load on Cassandra than one. */
    private static final Duration ORDERS_INTERVAL_OF_DASHBOARD = Duration.ofSeconds(5);

    private static final Duration ORDERS_INTERVAL_OF_TERMINAL = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerMonitoring.class);

    private final OutputMode mode;
    private final PrintStream err;
    private final EventTimeline timeline = new EventTimeline(InstantSource.system());
    private final PipelineCounters counters = new PipelineCounters(InstantSource.system(), timeline);
    private final NewestDeadLetters deadLetters = new NewestDeadLetters(InstantSource.system());
    private final List<PipelineSnapshot.Listener> listeners = new ArrayList<>();
    private final Alerts alerts;
    private final Optional<DashboardServer> dashboard;
    private final ConsumerOutput output;
    private volatile Optional<LiveView> liveView = Optional.empty();
    private boolean isPrinted;
    private volatile Optional<BackgroundQuery<Map<Integer, List<Order>>>> newestOrders = Optional.empty();

    ConsumerMonitoring(ConsumerConfig config, PrintStream out, PrintStream err) {
        this.mode = config.outputMode();
        this.err = err;
        this.alerts = new Alerts(config.alerts(), timeline);
        this.dashboard = config.http().map(this::dashboard);
        this.output = new ConsumerOutput(out, mode, timeline, alerts::firing);
        // The alerts are first, so that the other listeners show them as of the same snapshot.
        listeners.add(alerts);
        dashboard.ifPresent(listeners::add);
    }

    private DashboardServer dashboard(HttpConfig config) {
        return new DashboardServer(
                config,
                new DashboardServer.Sources(
                        timeline,
                        alerts::states,
                        () -> newestOrders(ORDERS_INTERVAL_OF_DASHBOARD),
                        deadLetters::newest),
                InstantSource.system());
    }

    /** Starts the HTTP server, in parallel with the connections to Kafka and Cassandra, which take longer. */
    void startServer() {
        dashboard.ifPresent(DashboardServer::start);
    }

    EventTimeline timeline() {
        return timeline;
    }

    PipelineCounters counters() {
        return counters;
    }

    /** Shows the dead letters on the dashboard. */
    void record(List<DeadLetter> written) {
        deadLetters.record(written);
    }

    /** For the metrics of the Cassandra driver. */
    Optional<Object> meterRegistry() {
        return dashboard.map(DashboardServer::meterRegistry);
    }

    /** Adds the consumer's own metrics. */
    void bind(Consumer<?, ?> consumer) {
        dashboard.ifPresent(server -> server.bind(consumer));
    }

    /** @param reader reads the newest orders by partition; may block, and may fail */
    void showOrdersOf(Callable<Map<Integer, List<Order>>> reader) {
        newestOrders = Optional.of(new BackgroundQuery<>(
                "newest-orders",
                Map.of(),
                reader,
                e -> LOG.debug("Cannot read the newest orders; the previous ones stay", e),
                System::nanoTime));
    }

    /** Answers requests for single orders over HTTP. */
    void answerQueries(OrderQuery query) {
        dashboard.ifPresent(server -> server.answerQueries(query::json));
    }

    private Map<Integer, List<Order>> newestOrders(Duration interval) {
        return newestOrders.map(query -> query.newest(interval)).orElse(Map.of());
    }

    /** Starts the output on the terminal or stdout. */
    void openOutput(StopSignal stop, Pipeline pipeline) {
        if (mode == OutputMode.LIVE) {
            liveView = openLiveView(stop, pipeline);
        }
        listeners.add(liveView.<PipelineSnapshot.Listener>map(view -> view).orElse(output));
    }

    private Optional<LiveView> openLiveView(StopSignal stop, Pipeline pipeline) {
        LiveView.Sources sources = new LiveView.Sources(
                timeline,
                alerts::firing,
                () -> newestOrders(ORDERS_INTERVAL_OF_TERMINAL),
                () -> dashboard.flatMap(DashboardServer::url));
        LiveView.Controls controls = new LiveView.Controls(
                stop::requestByKey,
                () -> timeline.add(
                        Event.Kind.RUN, pipeline.togglePause() ? "paused by the user" : "resumed by the user"),
                pipeline::isPaused);
        return LiveView.open(sources, controls, TextStyle.of(System.getenv()), err);
    }

    void publish(PipelineSnapshot snapshot) {
        listeners.forEach(listener -> listener.onSnapshot(snapshot));
    }

    /**
     * Closes the live view first, so that the statistics stay on the terminal. Prints them once: a second Ctrl+C may
     * come while the main thread does so.
     */
    synchronized void print(ConsumerStatistics statistics) {
        if (isPrinted) {
            return;
        }
        isPrinted = true;
        liveView.ifPresent(LiveView::close);
        output.print(statistics);
    }

    @Override
    public void close() {
        liveView.ifPresent(LiveView::close);
        newestOrders.ifPresent(BackgroundQuery::close);
        dashboard.ifPresent(DashboardServer::close);
        alerts.close();
    }
}
