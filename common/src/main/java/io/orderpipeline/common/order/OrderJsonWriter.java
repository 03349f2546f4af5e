package io.orderpipeline.common.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes an order as one JSON object in UTF-8. Amounts are exact JSON numbers with trailing zeros; timestamps are
 * ISO-8601 in UTC with three decimals, so that their text sorts by time. Safe for any thread.
 */
public final class OrderJsonWriter implements OrderWriter {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Typical orders have 260 bytes. */
    private static final int USUAL_SIZE = 320;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @Override
    public byte[] write(Order order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField(OrderField.ORDER_ID.jsonName(), order.orderId());
            json.writeStringField(OrderField.CUSTOMER_NAME.jsonName(), order.customerName());
            json.writeStringField(OrderField.PRODUCT.jsonName(), order.product());
            json.writeStringField(OrderField.CATEGORY.jsonName(), order.category());
            json.writeNumberField(OrderField.QUANTITY.jsonName(), order.quantity());
            json.writeNumberField(OrderField.PRICE.jsonName(), order.price());
            json.writeStringField(OrderField.TIMESTAMP.jsonName(), MILLISECONDS.format(order.timestamp()));
            json.writeNumberField(OrderField.TOTAL_AMOUNT.jsonName(), order.totalAmount());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
