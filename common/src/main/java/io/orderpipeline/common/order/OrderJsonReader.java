package io.orderpipeline.common.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Parses and validates an order from one JSON object in a single pass. Numbers may be JSON numbers or strings and are
 * never converted to a double; times may be ISO-8601 or epoch milliseconds; additional fields are accepted. Safe for
 * any thread.
 */
public final class OrderJsonReader {

    /** Of one value as text: a decimal in a binary format has up to 2.4 digits a byte. */
    private static final int MOST_CHARACTERS = 3 * OrderLimits.VALUE_BYTES;

    /** Only the nesting has a limit of its own: a further field of any length must not make an order invalid. */
    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(OrderLimits.NESTING)
                    .maxNameLength(OrderLimits.VALUE_BYTES)
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNumberLength(MOST_CHARACTERS)
                    .build())
            .build();

    /** The result for a value of this number of bytes, which are above {@link OrderLimits#VALUE_BYTES}. */
    public static DecodeResult tooLarge(int bytes) {
        return new DecodeResult.Invalid(
                InvalidReason.TOO_LARGE, bytes + " bytes; " + OrderLimits.VALUE_BYTES + " are allowed");
    }

    /** @param value null for a record without a value */
    public DecodeResult read(byte[] value) {
        if (value == null) {
            return new DecodeResult.Invalid(InvalidReason.NULL_VALUE, "the record has no value");
        }
        return value.length > OrderLimits.VALUE_BYTES ? tooLarge(value.length) : readText(value);
    }

    /**
     * As {@link #read}, for the JSON of a value in a binary format: it may be larger than the value, whose size has
     * been checked.
     */
    public DecodeResult readText(byte[] value) {
        if (!Utf8.isJsonText(value)) {
            return notJson("the value is not UTF-8 text", value);
        }
        try (JsonParser json = factory.createParser(value)) {
            return readDocument(json);
        } catch (InvalidOrderException e) {
            return e.toResult();
        } catch (StreamConstraintsException e) {
            return new DecodeResult.Invalid(
                    InvalidReason.TOO_LARGE,
                    "objects and arrays are nested in more than " + OrderLimits.NESTING + " levels");
        } catch (IOException e) {
            return notJson("the value is not well-formed JSON", value);
        }
    }

    private static DecodeResult notJson(String detail, byte[] value) {
        return new DecodeResult.Invalid(InvalidReason.NOT_JSON, detail + ForeignFormat.hint(value));
    }

    private static DecodeResult readDocument(JsonParser json) throws IOException, InvalidOrderException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new InvalidOrderException(InvalidReason.NOT_JSON, "the value is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new InvalidOrderException(InvalidReason.NOT_AN_OBJECT, "the value is JSON, but not an object");
        }
        OrderBuilder builder = new OrderBuilder();
        List<AdditionalField> additionalFields = readFields(json, builder);
        if (json.nextToken() != null) {
            throw new InvalidOrderException(InvalidReason.NOT_JSON, "something follows the JSON object");
        }
        return new DecodeResult.Valid(builder.order(), additionalFields);
    }

    private static List<AdditionalField> readFields(JsonParser json, OrderBuilder builder)
            throws IOException, InvalidOrderException {
        List<AdditionalField> additionalFields = List.of();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            OrderField field = OrderField.named(name);
            if (field != null) {
                builder.add(field, json);
            } else {
                additionalFields = additionalFields.isEmpty() ? new ArrayList<>() : additionalFields;
                additionalFields.add(additionalField(name, json));
            }
        }
        return additionalFields;
    }

    private static AdditionalField additionalField(String name, JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token.isStructStart()) {
            json.skipChildren();
            return new AdditionalField(name, AdditionalField.Form.OBJECT_OR_ARRAY, null);
        }
        AdditionalField.Form form =
                switch (token) {
                    case VALUE_STRING -> AdditionalField.Form.TEXT;
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> AdditionalField.Form.NUMBER;
                    case VALUE_NULL -> AdditionalField.Form.NULL;
                    default -> AdditionalField.Form.BOOLEAN;
                };
        return new AdditionalField(name, form, json.getText());
    }

    /** Collects the fields of one order in any sequence and validates the total. One thread. */
    static final class OrderBuilder {

        private final Set<OrderField> missing = EnumSet.allOf(OrderField.class);
        private String orderId;
        private String customerName;
        private String product;
        private String category;
        private int quantity;
        private BigDecimal price;
        private Instant timestamp;
        private BigDecimal totalAmount;

        /** Parses the current value of {@code json}. */
        void add(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
            if (!missing.remove(field)) {
                throw new InvalidOrderException(InvalidReason.DUPLICATE_FIELD, field.jsonName() + " occurs twice");
            }
            FieldParser.checkNumberLength(field, json);
            switch (field) {
                case ORDER_ID -> orderId = FieldParser.nonBlankText(field, json);
                case CUSTOMER_NAME -> customerName = FieldParser.text(field, json);
                case PRODUCT -> product = FieldParser.text(field, json);
                case CATEGORY -> category = FieldParser.nonBlankText(field, json);
                case QUANTITY -> quantity = FieldParser.quantity(field, json);
                case PRICE -> price = FieldParser.amount(field, json);
                case TIMESTAMP -> timestamp = FieldParser.timestamp(field, json);
                case TOTAL_AMOUNT -> totalAmount = FieldParser.amount(field, json);
            }
        }

        Order order() throws InvalidOrderException {
            if (!missing.isEmpty()) {
                OrderField first = missing.iterator().next();
                throw new InvalidOrderException(InvalidReason.MISSING_FIELD, first.jsonName() + " is missing");
            }
            if (totalAmount.compareTo(price.multiply(BigDecimal.valueOf(quantity))) != 0) {
                throw new InvalidOrderException(InvalidReason.TOTAL_MISMATCH, "total_amount is not quantity x price");
            }
            return new Order(orderId, customerName, product, category, quantity, price, timestamp, totalAmount);
        }
    }
}
