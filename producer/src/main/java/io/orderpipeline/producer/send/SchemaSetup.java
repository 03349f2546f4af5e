package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.schema.SchemaRegistry;
import io.orderpipeline.common.schema.WriterSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the schema of a run's values, or finds it, waiting for the registry. */
public final class SchemaSetup {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaSetup.class);

    private SchemaSetup() {}

    /**
     * The id of the schema under the subject that Confluent's serializers use by default, {@code TOPIC-value}.
     *
     * @param settings of a format with a schema
     */
    public static int schemaId(ValueSettings settings, KafkaTarget target, StopSignal stop)
            throws InterruptedException {
        String subject = target.topic() + "-value";
        WriterSchema schema = settings.format().schema();
        try (var registry = new SchemaRegistry(settings.registry().orElseThrow())) {
            var wait = new ServiceWait(target.startupTimeout(), stop);
            int id = wait.until(registry.toString(), () -> {
                registry.check();
                return settings.register() ? registry.register(subject, schema) : registry.find(subject, schema);
            });
            LOG.info("Subject {} has the schema of --format {} under id {}", subject, settings.format(), id);
            return id;
        }
    }
}
