package io.orderpipeline.consumer.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orderpipeline.consumer.view.PipelineView;
import io.orderpipeline.consumer.view.ViewListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Everything that {@code /metrics} tells: the pipeline's own figures, and beside them those of the Java machine, the
 * Kafka clients and the Cassandra driver. Safe for use by several threads.
 */
public final class Metrics implements ViewListener, AutoCloseable {

    /** What {@link #scrape()} returns. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final PipelineMetrics pipeline;
    private final List<KafkaClientMetrics> clients = new ArrayList<>();

    /** Kafka's clients get new metrics with every partition; one thread looks for them, for all clients. */
    private final ScheduledExecutorService kafkaLooks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kafka-metrics");
        thread.setDaemon(true);
        return thread;
    });

    /** @param alerts whether each is firing */
    public Metrics(Supplier<Map<String, Boolean>> alerts) {
        pipeline = new PipelineMetrics(alerts);
        registry.getPrometheusRegistry().register(pipeline);
    }

    /** Of the Java machine. Not in the constructor: the start goes on meanwhile. */
    public void bindMachine() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** For the Cassandra driver, which binds itself. */
    public Object registry() {
        return registry;
    }

    public synchronized void bind(Consumer<?, ?> consumer) {
        KafkaClientMetrics metrics = new KafkaClientMetrics(consumer, List.of(), kafkaLooks);
        clients.add(metrics);
        metrics.bindTo(registry);
    }

    @Override
    public void see(PipelineView view) {
        pipeline.see(view);
    }

    /** In Prometheus' text form. */
    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public synchronized void close() {
        clients.forEach(KafkaClientMetrics::close);
        collections.close();
        kafkaLooks.shutdownNow();
        registry.close();
    }
}
