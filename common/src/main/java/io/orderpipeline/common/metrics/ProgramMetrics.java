package io.orderpipeline.common.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orderpipeline.common.cli.DaemonThreads;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The Prometheus registry of both programs, with metrics of the JVM and of the Kafka clients. Safe for any thread. */
public final class ProgramMetrics implements AutoCloseable {

    /** Of {@link #scrape()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<KafkaClientMetrics> clients = new ArrayList<>();

    /** Kafka clients add metrics with every partition; one thread binds those of all clients. */
    private final ScheduledExecutorService kafkaBinding = DaemonThreads.scheduler("kafka-metrics");

    /** Adds the JVM metrics. Not in the constructor, because it takes a while. */
    public void bindJvm() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    public void register(MultiCollector metrics) {
        registry.getPrometheusRegistry().register(metrics);
    }

    /** For libraries that bind their own metrics. */
    public Object registry() {
        return registry;
    }

    public void bind(Consumer<?, ?> consumer) {
        bind(new KafkaClientMetrics(consumer, List.of(), kafkaBinding));
    }

    public void bind(Producer<?, ?> producer) {
        bind(new KafkaClientMetrics(producer, List.of(), kafkaBinding));
    }

    private synchronized void bind(KafkaClientMetrics client) {
        clients.add(client);
        client.bindTo(registry);
    }

    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public synchronized void close() {
        clients.forEach(KafkaClientMetrics::close);
        collections.close();
        kafkaBinding.shutdownNow();
        registry.close();
    }
}
