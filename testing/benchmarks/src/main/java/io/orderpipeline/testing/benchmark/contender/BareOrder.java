package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/** An order from Jackson's streaming parser, without validation. */
public final class BareOrder {

    private static final JsonFactory JSON = new JsonFactory();

    String orderId;
    String customerName;
    String product;
    String category;
    int quantity;
    BigDecimal price;
    Instant timestamp;
    BigDecimal totalAmount;

    private BareOrder() {}

    public static BareOrder parse(byte[] value) {
        BareOrder order = new BareOrder();
        try (JsonParser json = JSON.createParser(value)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                order.set(name, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return order;
    }

    /** @param insert from {@link LoopTarget#prepareInsert} */
    BoundStatement bind(PreparedStatement insert, int partition) {
        return insert.boundStatementBuilder()
                .setInt(0, partition)
                .setString(1, orderId)
                .setString(2, customerName)
                .setString(3, product)
                .setString(4, category)
                .setInt(5, quantity)
                .setBigDecimal(6, price)
                .setInstant(7, timestamp)
                .setBigDecimal(8, totalAmount)
                .build();
    }

    private void set(String name, JsonParser json) throws IOException {
        switch (name) {
            case "order_id" -> orderId = json.getText();
            case "customer_name" -> customerName = json.getText();
            case "product" -> product = json.getText();
            case "category" -> category = json.getText();
            case "quantity" -> quantity = json.getIntValue();
            case "price" -> price = json.getDecimalValue();
            case "timestamp" -> timestamp = Instant.parse(json.getText());
            case "total_amount" -> totalAmount = json.getDecimalValue();
            default -> json.skipChildren();
        }
    }
}
