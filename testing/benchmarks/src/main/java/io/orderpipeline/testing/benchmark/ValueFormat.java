package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.OrderWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The formats of an order's value, each with the schema id that {@link RegistryStub} gives it. */
enum ValueFormat {
    JSON(0, "", ""),
    AVRO(1, "AVRO", "order-v1.avsc"),
    PROTOBUF(2, "PROTOBUF", "order-v1.proto"),
    JSON_SCHEMA(3, "JSON", "order-v1.schema.json");

    final int schemaId;

    /** In the registry's API. */
    final String schemaType;

    private final String resource;

    ValueFormat(int schemaId, String schemaType, String resource) {
        this.schemaId = schemaId;
        this.schemaType = schemaType;
        this.resource = resource;
    }

    String schema() {
        try (InputStream in = OrderWriter.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the producer's option has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
