package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An order in canonical form, which nearly all orders have: as {@link OrderJsonWriter} writes it, with ASCII text
 * without escapes, amounts of at most {@value Reader#AMOUNT_DIGITS} digits with the same scale, a quantity of at most
 * {@value Reader#QUANTITY_DIGITS} digits, and no leading space in id and category. The fast path writes slices of the
 * record and a few integers to the database, without strings, decimals and times in between.
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
        return value == null ? Optional.empty() : new Reader(value).read();
    }

    /**
     * Parses the bytes of one record in a single pass. After the first deviation from the canonical form no further
     * literal matches. One thread.
     */
    static final class Reader {

        /** Always fits into a long. */
        static final int AMOUNT_DIGITS = 18;

        /** Always fits into an int. */
        static final int QUANTITY_DIGITS = 9;

        private static final byte[] ORDER_ID = ascii("{\"order_id\":\"");
        private static final byte[] CUSTOMER_NAME = ascii("\",\"customer_name\":\"");
        private static final byte[] PRODUCT = ascii("\",\"product\":\"");
        private static final byte[] CATEGORY = ascii("\",\"category\":\"");
        private static final byte[] QUANTITY = ascii("\",\"quantity\":");
        private static final byte[] PRICE = ascii(",\"price\":");
        private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
        private static final byte[] TOTAL_AMOUNT = ascii("\",\"total_amount\":");
        private static final byte[] END = ascii("}");

        private final byte[] json;
        private int position;
        private boolean canonical = true;

        /** Decimal places of the last amount. */
        private int scale;

        Reader(byte[] json) {
            this.json = json;
        }

        Optional<CanonicalOrder> read() {
            ByteBuffer orderId = nonBlank(textAfter(ORDER_ID));
            ByteBuffer customerName = textAfter(CUSTOMER_NAME);
            ByteBuffer product = textAfter(PRODUCT);
            ByteBuffer category = nonBlank(textAfter(CATEGORY));
            int quantity = quantityAfter(QUANTITY);
            long price = amountAfter(PRICE);
            int priceScale = scale;
            long epochMillis = timeAfter(TIMESTAMP);
            long totalAmount = amountAfter(TOTAL_AMOUNT);
            skip(END);
            boolean isOrder = canonical
                    && position == json.length
                    && scale == priceScale
                    && Math.multiplyHigh(price, quantity) == 0
                    && price * quantity == totalAmount;
            return isOrder
                    ? Optional.of(new CanonicalOrder(
                            orderId, customerName, product, category, quantity, price, epochMillis, totalAmount, scale))
                    : Optional.empty();
        }

        private void skip(byte[] literal) {
            int end = position + literal.length;
            canonical =
                    canonical && end <= json.length && Arrays.equals(json, position, end, literal, 0, literal.length);
            position = canonical ? end : json.length;
        }

        /** Ends before the closing quote, which is part of the next literal. */
        private ByteBuffer textAfter(byte[] literal) {
            skip(literal);
            int start = position;
            while (position < json.length && isUnescapedAscii(json[position])) {
                position++;
            }
            canonical = canonical && position - start <= OrderLimits.TEXT_CHARACTERS;
            return ByteBuffer.wrap(json, start, position - start);
        }

        /** Bytes outside ASCII are negative. */
        private static boolean isUnescapedAscii(byte character) {
            return character >= ' ' && character != '"' && character != '\\';
        }

        /** Text with a leading space may be blank. */
        private ByteBuffer nonBlank(ByteBuffer text) {
            canonical = canonical && text.hasRemaining() && text.get(text.position()) != ' ';
            return text;
        }

        private int quantityAfter(byte[] literal) {
            skip(literal);
            int start = position;
            int quantity = (int) digits(0, QUANTITY_DIGITS);
            canonical = canonical && position > start && json[start] != '0';
            return quantity;
        }

        private long amountAfter(byte[] literal) {
            skip(literal);
            int start = position;
            long amount = digits(0, AMOUNT_DIGITS);
            int wholeDigits = position - start;
            scale = 0;
            canonical = canonical && wholeDigits > 0 && (wholeDigits == 1 || json[start] != '0');
            if (position < json.length && json[position] == '.') {
                int point = position++;
                amount = digits(amount, AMOUNT_DIGITS - wholeDigits);
                scale = position - point - 1;
                canonical = canonical && scale > 0;
            }
            return amount;
        }

        /** @param before the number formed by the preceding digits */
        private long digits(long before, int most) {
            int end = Math.min(json.length, position + most);
            long number = before;
            while (position < end && json[position] >= '0' && json[position] <= '9') {
                number = 10 * number + json[position++] - '0';
            }
            return number;
        }

        private long timeAfter(byte[] literal) {
            skip(literal);
            canonical = canonical && MillisecondTimestamp.hasForm(json, position);
            long epochMillis = canonical ? time() : 0;
            position = Math.min(json.length, position + MillisecondTimestamp.LENGTH);
            return epochMillis;
        }

        private long time() {
            try {
                long epochMillis = MillisecondTimestamp.epochMillis(json, position);
                canonical = FieldParser.isBounded(Instant.ofEpochMilli(epochMillis));
                return epochMillis;
            } catch (DateTimeException e) {
                canonical = false;
                return 0;
            }
        }

        private static byte[] ascii(String text) {
            return text.getBytes(US_ASCII);
        }
    }
}
