package io.orderpipeline.testing.endtoend.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.common.schema.SchemaRegistry;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A schema under its id in a registry, and records with it.
 *
 * @param id given by the registry
 */
record RegisteredSchema(BinaryFormat format, Version version, int id) {

    /** A subject has schemas of one format only. */
    static RegisteredSchema register(String registry, String subject, BinaryFormat format, Version version)
            throws Exception {
        try (SchemaRegistry client = new SchemaRegistry(RegistryConfig.of(List.of(URI.create(registry))))) {
            return new RegisteredSchema(format, version, client.register(subject, format.schema(version)));
        }
    }

    /** By the library of the format. The first version leaves the currency out. */
    ProducerRecord<byte[], byte[]> record(String topic, Order order, String currency) {
        byte[] data = format == BinaryFormat.AVRO
                ? AvroLibrary.encode(AvroLibrary.record(AvroLibrary.schema(version), order, currency))
                : ProtobufLibrary.encode(version, order, currency);
        ByteBuffer value = ByteBuffer.allocate(SchemaId.NUMBER_BYTES + data.length);
        value.put(SchemaId.NUMBER_PREFIX).putInt(id).put(data);
        return new ProducerRecord<>(topic, order.category().getBytes(UTF_8), value.array());
    }
}
