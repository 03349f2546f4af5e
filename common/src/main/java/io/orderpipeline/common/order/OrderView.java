package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * An order whose texts are views of the record's bytes, which must not be modified. The fast path: the consumer writes
 * slices of the record and a few integers to the database, without strings, decimals and times in between.
 *
 * <p>Nearly all valid orders have a view, in whatever form of JSON they are written. {@link OrderJsonReader} decides
 * whether an order without one is valid, and names the reason. It also accepts every order that has a view, with the
 * same values and the same additional fields.
 */
public record OrderView(
        ByteBuffer orderId,
        ByteBuffer customerName,
        ByteBuffer product,
        ByteBuffer category,
        int quantity,
        Amount price,
        long epochMillis,
        Amount totalAmount,
        List<AdditionalField> additionalFields) {

    /** The decimal number {@code unscaled} x 10^-{@code scale}, not negative, with the scale of the record. */
    public record Amount(long unscaled, int scale) {}

    /** @return empty when the value is null, invalid or unusual */
    public static Optional<OrderView> read(byte[] value) {
        return value == null || value.length > OrderLimits.VALUE_BYTES
                ? Optional.empty()
                : new OrderViewReader(value).read();
    }

    /** Compares longs if the amounts have the same scale, as those of most writers do. */
    boolean isTotalExact() {
        if (price.scale() == totalAmount.scale()) {
            return Math.multiplyHigh(price.unscaled(), quantity) == 0
                    && price.unscaled() * quantity == totalAmount.unscaled();
        }
        BigDecimal total = BigDecimal.valueOf(price.unscaled(), price.scale()).multiply(BigDecimal.valueOf(quantity));
        return total.compareTo(BigDecimal.valueOf(totalAmount.unscaled(), totalAmount.scale())) == 0;
    }
}
