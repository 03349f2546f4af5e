package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.common.schema.SchemaFormats;
import io.orderpipeline.common.schema.SchemaRegistry;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The connection to the schema registry, when there is one, and the decoder that uses it. One thread. */
public final class SchemaSession implements AutoCloseable {

    private final Optional<SchemaRegistry> registry;
    private final Optional<SchemaFormats> formats;
    private final ServiceWait wait;

    /** @param config empty without a registry */
    public SchemaSession(Optional<RegistryConfig> config, ServiceWait wait) {
        this.registry = config.map(SchemaRegistry::new);
        this.formats = registry.map(present ->
                new SchemaFormats(present::schema, OrderFormats::of, System::nanoTime, () -> ThreadLocalRandom.current()
                        .nextDouble()));
        this.wait = wait;
    }

    /** Waits until the registry responds. */
    public void open() throws InterruptedException {
        if (registry.isPresent()) {
            SchemaRegistry opened = registry.get();
            wait.until(opened.toString(), () -> {
                opened.check();
                return opened;
            });
        }
    }

    /** Loads schemas when records name them. */
    public OrderDecoder decoder() {
        return new OrderDecoder(formats);
    }

    @Override
    public void close() {
        formats.ifPresent(SchemaFormats::close);
        registry.ifPresent(SchemaRegistry::close);
    }
}
