package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.JsonSchemaOrderWriter;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.order.avro.AvroOrderWriter;
import io.orderpipeline.common.order.protobuf.ProtobufOrderWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.IntFunction;

/** The formats of an order's value, each with the schema id that {@link RegistryStub} gives it. */
enum ValueFormat {
    JSON(0, "", "", id -> new OrderJsonWriter()),
    AVRO(1, "AVRO", "order-v1.avsc", AvroOrderWriter::new),
    PROTOBUF(2, "PROTOBUF", "order-v1.proto", ProtobufOrderWriter::new),
    JSON_SCHEMA(3, "JSON", "order-v1.schema.json", JsonSchemaOrderWriter::new);

    private static final OrderJsonReader READER = new OrderJsonReader();

    final int schemaId;

    /** In the registry's API. */
    final String schemaType;

    private final String resource;

    @SuppressWarnings("ImmutableEnumChecker") // writers have no state
    private final OrderWriter writer;

    ValueFormat(int schemaId, String schemaType, String resource, IntFunction<OrderWriter> writer) {
        this.schemaId = schemaId;
        this.schemaType = schemaType;
        this.resource = resource;
        this.writer = writer.apply(schemaId);
    }

    String schema() {
        try (InputStream in = OrderWriter.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param json as the producer writes it */
    byte[] of(byte[] json) {
        return writer.write(((DecodeResult.Valid) READER.read(json)).order());
    }

    /** As the producer's option has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
