package io.orderpipeline.common.order;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Collects the fields of an order from a value of a binary format, in any sequence. Fails at what may be invalid, and
 * at what is unusual; a general reader decides then. For one value; one thread.
 */
public final class OrderViewBuilder {

    private static final int ALL_FIELDS = (1 << OrderField.values().length) - 1;

    /** The largest amount has 18 digits. */
    private static final long MOST_UNSCALED = 999_999_999_999_999_999L;

    private final byte[] bytes;

    /** A bit for each field that was set, by its index. */
    private int found;

    private boolean isValid = true;
    private ByteBuffer orderId;
    private ByteBuffer customerName;
    private ByteBuffer product;
    private ByteBuffer category;
    private int quantity;
    private OrderView.Amount price;
    private long epochMillis;
    private OrderView.Amount totalAmount;
    private List<AdditionalField> additionalFields = List.of();

    /** @param bytes of the value, which must not be modified */
    public OrderViewBuilder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The value has no view. */
    public void fail() {
        isValid = false;
    }

    /** The bytes between these positions as a text, without a copy. */
    public void text(OrderField field, int start, int end) {
        if (end - start > OrderLimits.TEXT_CHARACTERS || !Utf8.isText(bytes, start, end)) {
            fail();
        } else {
            text(field, ByteBuffer.wrap(bytes, start, end - start));
        }
    }

    /** @param text in UTF-8 and within the limits; must have an array */
    public void text(OrderField field, ByteBuffer text) {
        begin(field);
        switch (field) {
            case ORDER_ID -> orderId = nonBlank(text);
            case CUSTOMER_NAME -> customerName = text;
            case PRODUCT -> product = text;
            case CATEGORY -> category = nonBlank(text);
            default -> fail();
        }
    }

    private ByteBuffer nonBlank(ByteBuffer text) {
        if (TextReader.isBlank(text)) {
            fail();
        }
        return text;
    }

    /** The number {@code unscaled} x 10^-{@code scale}: a quantity, an amount, or a time in epoch milliseconds. */
    public void number(OrderField field, long unscaled, int scale) {
        begin(field);
        switch (field) {
            case QUANTITY -> quantity = quantity(unscaled, scale);
            case PRICE -> price = amount(unscaled, scale);
            case TOTAL_AMOUNT -> totalAmount = amount(unscaled, scale);
            case TIMESTAMP -> epochMillis = time(unscaled, scale);
            default -> fail();
        }
    }

    private int quantity(long unscaled, int scale) {
        if (scale != 0 || unscaled < 1 || unscaled > Integer.MAX_VALUE) {
            fail();
        }
        return (int) unscaled;
    }

    private OrderView.Amount amount(long unscaled, int scale) {
        boolean isUsual = unscaled >= 0 && unscaled <= MOST_UNSCALED && scale >= 0 && scale <= OrderLimits.AMOUNT_SCALE;
        if (!isUsual) {
            fail();
        }
        return new OrderView.Amount(unscaled, scale);
    }

    private long time(long unscaled, int scale) {
        if (scale != 0 || !FieldParser.isBounded(unscaled)) {
            fail();
        }
        return unscaled;
    }

    /** The bytes between these positions as the text of a number or time. */
    public void parse(OrderField field, int start, int end) {
        if (end - start > OrderLimits.NUMBER_CHARACTERS) {
            fail();
            return;
        }
        JsonCursor text = new JsonCursor(quoted(start, end));
        NumberReader numbers = new NumberReader(text);
        begin(field);
        switch (field) {
            case QUANTITY -> quantity = numbers.quantity();
            case PRICE -> price = numbers.amount();
            case TOTAL_AMOUNT -> totalAmount = numbers.amount();
            case TIMESTAMP -> epochMillis = new TimestampReader(text, numbers).epochMillis();
            default -> fail();
        }
        text.expectEnd();
        isValid &= text.isValid();
    }

    private byte[] quoted(int start, int end) {
        byte[] quoted = new byte[end - start + 2];
        Arrays.fill(quoted, (byte) '"');
        System.arraycopy(bytes, start, quoted, 1, end - start);
        return quoted;
    }

    @SuppressWarnings("EnumOrdinal") // a bit of a set that lives as long as this object
    private void begin(OrderField field) {
        int bit = 1 << field.ordinal();
        if ((found & bit) != 0) {
            fail();
        }
        found |= bit;
    }

    public void add(AdditionalField field) {
        additionalFields = additionalFields.isEmpty() ? new ArrayList<>() : additionalFields;
        additionalFields.add(field);
    }

    /** @return empty after a failure, or when a field is missing or the total is wrong */
    public Optional<OrderView> build() {
        if (!isValid || found != ALL_FIELDS) {
            return Optional.empty();
        }
        OrderView order = new OrderView(
                orderId, customerName, product, category, quantity, price, epochMillis, totalAmount, additionalFields);
        return order.isTotalExact() ? Optional.of(order) : Optional.empty();
    }
}
