package io.orderpipeline.producer.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.JsonSchemaOrderWriter;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.order.avro.AvroOrderWriter;
import io.orderpipeline.common.order.protobuf.ProtobufOrderWriter;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The formats of record values: the choices of {@code --format}. All but JSON have a schema, whose id is in each value.
 * A format's classes are loaded when it is used.
 */
public enum ValueFormat {
    JSON("application/json"),
    /** No media type of Avro is registered; CloudEvents uses this one. */
    AVRO("application/avro"),
    PROTOBUF("application/protobuf"),
    JSON_SCHEMA("application/json");

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String contentType;

    ValueFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The media type of the data, without the schema id before it. */
    public String contentType() {
        return contentType;
    }

    public boolean hasSchema() {
        return this != JSON;
    }

    /** @throws IllegalStateException for JSON, which has none */
    public WriterSchema schema() {
        return switch (this) {
            case JSON -> throw new IllegalStateException("no schema");
            case AVRO -> schema(WriterSchema.Type.AVRO, "order-v1.avsc");
            case PROTOBUF -> schema(WriterSchema.Type.PROTOBUF, "order-v1.proto");
            case JSON_SCHEMA -> schema(WriterSchema.Type.JSON, "order-v1.schema.json");
        };
    }

    private static WriterSchema schema(WriterSchema.Type type, String resource) {
        try (InputStream text = OrderWriter.class.getResourceAsStream(resource)) {
            return new WriterSchema(type, new String(text.readAllBytes(), UTF_8), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** @param schemaId of {@link #schema} in the registry; unused for JSON */
    OrderWriter writer(int schemaId) {
        return switch (this) {
            case JSON -> new OrderJsonWriter();
            case AVRO -> new AvroOrderWriter(schemaId);
            case PROTOBUF -> new ProtobufOrderWriter(schemaId);
            case JSON_SCHEMA -> new JsonSchemaOrderWriter(schemaId);
        };
    }

    List<MalformedKind> malformedKinds() {
        return switch (this) {
            case JSON -> List.of(MalformedJson.values());
            case AVRO -> join(MalformedPrefix.values(), MalformedBinary.values(), MalformedAvro.values());
            case PROTOBUF -> join(MalformedPrefix.values(), MalformedBinary.values(), MalformedProtobuf.values());
            case JSON_SCHEMA -> join(MalformedPrefix.values(), MalformedJsonSchema.values());
        };
    }

    private static List<MalformedKind> join(MalformedKind[]... kinds) {
        return Stream.of(kinds).flatMap(Stream::of).toList();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return key;
    }
}
