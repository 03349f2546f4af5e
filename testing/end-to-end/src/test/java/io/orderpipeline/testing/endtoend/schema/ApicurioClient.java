package io.orderpipeline.testing.endtoend.schema;

import io.apicurio.registry.serde.Legacy4ByteIdHandler;
import io.apicurio.registry.serde.SerdeConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.config.IdOption;
import io.orderpipeline.testing.oracle.Cluster;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serializers that Apicurio has for Avro, in the mode for Confluent's wire format.
 *
 * @param registry URL of Confluent's API
 */
record ApicurioClient(String registry) {

    static ApicurioClient of(Cluster cluster) {
        return new ApicurioClient(cluster.registry().orElseThrow());
    }

    /** Registers schemas under the subject {@code TOPIC-value}. */
    Serializer<GenericRecord> serializer() {
        Serializer<GenericRecord> serializer = new AvroKafkaSerializer<>();
        Map<String, Object> settings = settings();
        settings.put(SerdeConfig.AUTO_REGISTER_ARTIFACT, true);
        serializer.configure(settings, false);
        return serializer;
    }

    Deserializer<GenericRecord> deserializer() {
        Deserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>();
        deserializer.configure(settings(), false);
        return deserializer;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(SerdeConfig.REGISTRY_URL, registry.replace("/apis/ccompat/v7", "/apis/registry/v2"));
        // As apicurio.registry.as-confluent selects it, without the warning that this replaces the default.
        settings.put(SerdeConfig.ID_HANDLER, Legacy4ByteIdHandler.class.getName());
        // The id that Apicurio's implementation of Confluent's API returns.
        settings.put(SerdeConfig.USE_ID, IdOption.contentId.name());
        return settings;
    }
}
