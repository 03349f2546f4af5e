package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.order.JsonSchemaFormat;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.avro.AvroFormat;
import io.orderpipeline.common.order.protobuf.ProtobufFormat;
import io.orderpipeline.common.schema.WriterSchema;

/** Selects the reader of a schema. */
public final class OrderFormats {

    private OrderFormats() {}

    public static OrderFormat of(WriterSchema schema) throws NotAnOrderException {
        return switch (schema.type()) {
            case AVRO -> AvroFormat.of(schema);
            case PROTOBUF -> ProtobufFormat.of(schema);
            case JSON -> new JsonSchemaFormat();
        };
    }
}
