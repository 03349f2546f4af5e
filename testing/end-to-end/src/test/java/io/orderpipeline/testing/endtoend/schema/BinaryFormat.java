package io.orderpipeline.testing.endtoend.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.order.avro.AvroFormat;
import io.orderpipeline.common.order.avro.AvroOrderWriter;
import io.orderpipeline.common.order.protobuf.ProtobufFormat;
import io.orderpipeline.common.order.protobuf.ProtobufOrderWriter;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** The formats with a schema that are not JSON, and the two versions of their schemas for orders. */
enum BinaryFormat {
    AVRO("avsc"),
    PROTOBUF("proto");

    private final String extension;

    BinaryFormat(String extension) {
        this.extension = extension;
    }

    /** As the option of the producer has it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String file(Version version) {
        return "order-" + version.name().toLowerCase(Locale.ROOT) + "." + extension;
    }

    /** The text of {@link #file}. */
    String text(Version version) {
        try (InputStream text = version.home.getResourceAsStream(file(version))) {
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WriterSchema schema(Version version) {
        return new WriterSchema(WriterSchema.Type.valueOf(name()), text(version), Map.of());
    }

    OrderFormat reader(Version version) throws NotAnOrderException {
        return this == AVRO ? AvroFormat.of(schema(version)) : ProtobufFormat.of(schema(version));
    }

    /** Of the first version. */
    OrderWriter writer(int schemaId) {
        return this == AVRO ? new AvroOrderWriter(schemaId) : new ProtobufOrderWriter(schemaId);
    }

    /** Of a schema. */
    enum Version {
        /** That of our producer. */
        V1(Order.class),
        /** A currency is added, and customer_name is now customer, with the old name as alias or JSON name. */
        V2(BinaryFormat.class);

        private final Class<?> home;

        Version(Class<?> home) {
            this.home = home;
        }
    }
}
