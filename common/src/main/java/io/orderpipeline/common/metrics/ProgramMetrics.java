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

/**
 * What both programs tell beside their own figures: those of the Java machine and of the Kafka clients. Safe for use by
 * several threads.
 */
public final class ProgramMetrics implements AutoCloseable {

    /** What {@link #scrape()} returns. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final List<KafkaClientMetrics> clients = new ArrayList<>();

    /** Kafka's clients get new metrics with every partition; one thread looks for them, for all clients. */
    private final ScheduledExecutorService kafkaLooks = DaemonThreads.scheduler("kafka-metrics");

    /** Of the Java machine. Not in the constructor: looking for all of them takes a while. */
    public void bindJvm() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The program's own figures. */
    public void register(MultiCollector own) {
        registry.getPrometheusRegistry().register(own);
    }

    /** For libraries that bind themselves. */
    public Object registry() {
        return registry;
    }

    public void bind(Consumer<?, ?> consumer) {
        bind(new KafkaClientMetrics(consumer, List.of(), kafkaLooks));
    }

    public void bind(Producer<?, ?> producer) {
        bind(new KafkaClientMetrics(producer, List.of(), kafkaLooks));
    }

    private synchronized void bind(KafkaClientMetrics client) {
        clients.add(client);
        client.bindTo(registry);
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
