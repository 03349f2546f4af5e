package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the order of one record in a single pass over its bytes. Returns an order only when it is certain that
 * {@link OrderJsonReader} reads the same one. Everything invalid or unusual is left to that reader, at the first byte
 * that shows it. For one record; one thread.
 */
final class OrderViewReader {

    private static final OrderField[] FIELDS = OrderField.values();
    private static final int ALL_FIELDS = (1 << FIELDS.length) - 1;

    /** The names as {@link OrderJsonWriter} writes them, with comma, quotes and colon. */
    private static final byte[][] NAMES = Arrays.stream(FIELDS)
            .map(field -> (",\"" + field.jsonName() + "\":").getBytes(UTF_8))
            .toArray(byte[][]::new);

    private static final int[] KEYS =
            Arrays.stream(NAMES).mapToInt(name -> key(name, 2, name.length - 4)).toArray();

    private final JsonCursor json;
    private final TextReader texts;
    private final NumberReader numbers;

    /** A bit for each field that was read, by its index. */
    private int found;

    /** Index of the field that follows the last one in the output of the writer. */
    private int predicted;

    private ByteBuffer orderId;
    private ByteBuffer customerName;
    private ByteBuffer product;
    private ByteBuffer category;
    private int quantity;
    private OrderView.Amount price;
    private long epochMillis;
    private OrderView.Amount totalAmount;
    private List<AdditionalField> additionalFields = List.of();

    OrderViewReader(byte[] value) {
        json = new JsonCursor(value);
        texts = new TextReader(json);
        numbers = new NumberReader(json);
    }

    Optional<OrderView> read() {
        json.expect('{');
        readField();
        boolean hasNext = true;
        while (hasNext) {
            hasNext = readNextField();
        }
        json.expect('}');
        json.expectEnd();
        if (!json.isValid() || found != ALL_FIELDS) {
            return Optional.empty();
        }
        OrderView order = new OrderView(
                orderId, customerName, product, category, quantity, price, epochMillis, totalAmount, additionalFields);
        return order.isTotalExact() ? Optional.of(order) : Optional.empty();
    }

    /** Returns false when there is none. Of the canonical form, comma and name are compared at once. */
    private boolean readNextField() {
        if (predicted < FIELDS.length && json.acceptLiteral(NAMES[predicted], 0)) {
            readValue(predicted);
            return true;
        }
        boolean hasNext = json.accept(',');
        if (hasNext) {
            readField();
        }
        return hasNext;
    }

    private void readField() {
        json.skipWhitespace();
        if (predicted < FIELDS.length && json.acceptLiteral(NAMES[predicted], 1)) {
            readValue(predicted);
            return;
        }
        int start = json.position() + 1;
        texts.skipName();
        int end = json.position() - 1;
        json.expect(':');
        int index = indexOf(start, end);
        if (index >= 0) {
            readValue(index);
        } else if (json.isValid()) {
            additionalFields = additionalFields.isEmpty() ? new ArrayList<>() : additionalFields;
            additionalFields.add(new AdditionalFieldReader(json, texts).read(json.text(start, end)));
        }
    }

    /** The index of the field with the name between these positions; negative when there is none. */
    private int indexOf(int start, int end) {
        int key = key(json.bytes(), start, end - start);
        int index = FIELDS.length - 1;
        while (index >= 0 && !(KEYS[index] == key && json.matches(start, NAMES[index], 2, NAMES[index].length - 2))) {
            index--;
        }
        return index;
    }

    /** The length and first byte of a name, which differ for nearly all names. */
    private static int key(byte[] bytes, int start, int length) {
        return length > 0 ? (length << Byte.SIZE) | (bytes[start] & 0xFF) : 0;
    }

    private void readValue(int index) {
        json.skipWhitespace();
        int bit = 1 << index;
        if ((found & bit) != 0) {
            json.fail();
        }
        found |= bit;
        predicted = index + 1;
        switch (FIELDS[index]) {
            case ORDER_ID -> orderId = texts.nonBlankText();
            case CUSTOMER_NAME -> customerName = texts.text();
            case PRODUCT -> product = texts.text();
            case CATEGORY -> category = texts.nonBlankText();
            case QUANTITY -> quantity = numbers.quantity();
            case PRICE -> price = numbers.amount();
            case TIMESTAMP -> epochMillis = new TimestampReader(json, numbers).epochMillis();
            case TOTAL_AMOUNT -> totalAmount = numbers.amount();
        }
    }
}
