package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.producer.generator.ValueFormat;
import java.util.Optional;

/**
 * The format of record values, and the registry of its schema.
 *
 * @param registry present if the format has a schema
 * @param register false when the registry must have the schema already
 */
public record ValueSettings(ValueFormat format, Optional<RegistryConfig> registry, boolean register) {

    private static final String CHOICES = "choose --format avro, protobuf or json-schema";

    public ValueSettings {
        UserError.requireUsage(
                !format.hasSchema() || registry.isPresent(),
                "--format " + format + " needs --schema-registry URL, where its schema is registered");
        UserError.requireUsage(
                format.hasSchema() || registry.isEmpty(),
                "--schema-registry is not used for --format json; " + CHOICES);
        UserError.requireUsage(
                format.hasSchema() || register, "--no-register is not used for --format json; " + CHOICES);
    }
}
