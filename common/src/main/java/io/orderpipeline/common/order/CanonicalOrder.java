package io.orderpipeline.common.order;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An order in the form in which nearly all orders come: as {@link OrderJsonWriter} writes it, with texts in ASCII that
 * need no escape, amounts of at most {@value PlainOrderReader#AMOUNT_DIGITS} digits and one scale, a quantity of at most
 * {@value PlainOrderReader#QUANTITY_DIGITS}, and an id and a category that do not begin with a space. It can go to the database as
 * bytes cut out of its record and a few integers; strings, decimals and times are not made only to be taken apart again.
 *
 * <p>Any other form, valid or not, is for {@link OrderJsonReader} to judge. What is a plain order that reader finds valid
 * too, with the same values. The texts lie in the record's own bytes, which nobody may change.
 *
 * @param price in units of ten to the power of minus {@code scale}
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

    /** @param value empty when it is not in the plain form, null among others */
    public static Optional<CanonicalOrder> read(byte[] value) {
        return value == null ? Optional.empty() : new CanonicalOrderReader(value).read();
    }
}
