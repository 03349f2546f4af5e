package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.common.schema.RegistryException;
import io.orderpipeline.common.schema.SchemaRegistry;
import io.orderpipeline.common.schema.UnknownSchemaException;
import io.orderpipeline.common.schema.WriterSchema;
import io.orderpipeline.consumer.kafka.OrderFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The checks of the schema registry. One thread. */
final class RegistryChecks implements AutoCloseable {

    /** A subject may have had many; the newest matter. */
    private static final int VERSIONS = 20;

    private final SchemaRegistry registry;
    private final String subject;

    RegistryChecks(RegistryConfig config, String topic) {
        this.registry = new SchemaRegistry(config);
        this.subject = topic + "-value";
    }

    CheckResult registry() throws InterruptedException {
        try {
            registry.check();
            return CheckResult.ok(registry + " answers");
        } catch (NotReadyException e) {
            return CheckResult.unavailable(registry.toString(), e, "is it running, and is --schema-registry right?");
        }
    }

    CheckResult subject() throws InterruptedException {
        try {
            return subject(registry.versions(subject));
        } catch (RegistryException | UnknownSchemaException e) {
            return CheckResult.fail(e.getMessage());
        }
    }

    private CheckResult subject(List<Integer> all) throws InterruptedException {
        List<Integer> versions = all.subList(Math.max(0, all.size() - VERSIONS), all.size());
        if (versions.isEmpty()) {
            return CheckResult.warn("there is no subject " + subject
                    + " yet; a producer registers it when it starts. Is --topic right?");
        }
        TreeSet<String> types = new TreeSet<>();
        List<String> unreadable = new ArrayList<>();
        for (int version : versions) {
            try {
                WriterSchema schema = registry.version(subject, version);
                types.add(schema.type().toString());
                OrderFormats.of(schema);
            } catch (NotAnOrderException e) {
                unreadable.add("version " + version + " " + e.getMessage());
            }
        }
        String text = "%s has %s (%s), compatibility %s"
                .formatted(subject, text(versions), String.join(", ", types), registry.compatibility(subject));
        return unreadable.isEmpty()
                ? CheckResult.ok(text + "; each has the fields of an order")
                : CheckResult.warn(text + "; " + CheckResult.abbreviate(unreadable, 3)
                        + "; records with such a schema become dead letters");
    }

    private static String text(List<Integer> versions) {
        String numbers = versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (versions.size() == 1 ? "version " : "versions ") + numbers;
    }

    @Override
    public void close() {
        registry.close();
    }
}
