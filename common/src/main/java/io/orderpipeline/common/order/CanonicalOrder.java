package io.orderpipeline.common.order;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An order in canonical form, which nearly all orders have: as {@link OrderJsonWriter} writes it, with ASCII text without
 * escapes, amounts of at most {@value CanonicalOrderReader#AMOUNT_DIGITS} digits with the same scale, a quantity of at
 * most {@value CanonicalOrderReader#QUANTITY_DIGITS} digits, and no leading space in id and category. The fast path
 * writes slices of the record and a few integers to the database, without strings, decimals and times in between.
 *
 * <p>Every other form, valid or not, is left to {@link OrderJsonReader}, which also accepts every canonical order, with
 * the same values. The text fields are views of the record's bytes, which must not be modified.
 *
 * @param price in units of 10^-{@code scale}
 * @param totalAmount in the same units
 */
public record CanonicalOrder(
        ByteBuffer orderId,
        ByteBuffer customerName,
        ByteBuffer product,
        ByteBuffer category,
        int quantity,
        long price,
        long epochMillis,
        long totalAmount,
        int scale) {

    /** @return empty when the value is null or not in canonical form */
    public static Optional<CanonicalOrder> read(byte[] value) {
        return value == null ? Optional.empty() : new CanonicalOrderReader(value).read();
    }
}
