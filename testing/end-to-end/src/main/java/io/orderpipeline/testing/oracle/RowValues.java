package io.orderpipeline.testing.oracle;

import java.math.BigDecimal;
import java.time.Instant;

/** An order as a row has it, or should have it; equal only when every amount has the same digits and scale. */
public record RowValues(
        String orderId,
        String customerName,
        String product,
        String category,
        int quantity,
        BigDecimal price,
        Instant timestamp,
        BigDecimal totalAmount) {

    /** A row's identity. */
    public record Key(int partition, String orderId) {}
}
