package io.orderpipeline.consumer.lookup.id;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the id of values that may be no valid orders: many malformed values are well-formed up to the id. Safe for any
 * thread.
 */
public final class OrderIdReader {

    private final JsonFactory factory = new JsonFactory();
    private final OrderDecoder decoder;
    private final Runnable waiting;

    /** @param waiting called while a schema is awaited; may throw to end it */
    public OrderIdReader(OrderDecoder decoder, Runnable waiting) {
        this.decoder = decoder;
        this.waiting = waiting;
    }

    /** Empty when the value does not tell. */
    public Optional<String> read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = decoder.json(record, waiting).orElse(record.value());
        if (value == null) {
            return Optional.empty();
        }
        try (JsonParser json = factory.createParser(value)) {
            return read(json);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = json.currentName().equals(OrderField.ORDER_ID.jsonName());
            JsonToken value = json.nextToken();
            if (isId) {
                boolean isReadable = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
                return isReadable ? Optional.of(json.getText()) : Optional.empty();
            }
            json.skipChildren();
        }
        return Optional.empty();
    }
}
