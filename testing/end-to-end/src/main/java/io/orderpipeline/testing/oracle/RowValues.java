package io.orderpipeline.testing.oracle;

import java.math.BigDecimal;
import java.time.Instant;

/** An order as an actual or expected row; amounts are equal only with the same scale. */
public record RowValues(
        String orderId,
        String customerName,
        String product,
        String category,
        int quantity,
        BigDecimal price,
        Instant timestamp,
        BigDecimal totalAmount) {

    public record Key(int partition, String orderId) {}
}
