package io.orderpipeline.consumer.http;

import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Everything that {@code /metrics} tells: the pipeline's own figures, and beside them those of the Java machine, the
 * Kafka clients and the Cassandra driver. Safe for use by several threads.
 */
public final class ConsumerMetrics implements SnapshotListener, AutoCloseable {

    private final ProgramMetrics program = new ProgramMetrics();
    private final PipelineMetrics pipeline;

    /** @param alerts whether each is firing */
    public ConsumerMetrics(Supplier<Map<String, Boolean>> alerts) {
        pipeline = new PipelineMetrics(alerts);
        program.register(pipeline);
    }

    /** Of the Java machine. Not in the constructor: the start goes on meanwhile. */
    public void bindJvm() {
        program.bindJvm();
    }

    /** For the Cassandra driver, which binds itself. */
    public Object registry() {
        return program.registry();
    }

    public void bind(Consumer<?, ?> consumer) {
        program.bind(consumer);
    }

    @Override
    public void see(PipelineSnapshot view) {
        pipeline.see(view);
    }

    /** In Prometheus' text form. */
    public String scrape() {
        return program.scrape();
    }

    @Override
    public void close() {
        program.close();
    }
}
