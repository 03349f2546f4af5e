package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A field that an order does not have, as it was sent. What it is worth depends on who wants it: each method gives the
 * value when the field has one of that type, by the rules that hold for an order's own fields.
 *
 * @param text what stands there, without the quotes of a text; null for objects and arrays
 */
public record AdditionalField(String name, Form form, String text) {

    /** As which kind of JSON value it was sent. */
    public enum Form {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT_OR_ARRAY
    }

    /** Empty also for a text that UTF-8 cannot write. */
    public Optional<String> asText() {
        return form == Form.TEXT && !FieldParser.hasUnpairedSurrogate(text) ? Optional.of(text) : Optional.empty();
    }

    /** With every digit, and within the bounds of an amount; may be negative. */
    public Optional<BigDecimal> asNumber() {
        boolean isNumber = form == Form.NUMBER || (form == Form.TEXT && FieldParser.isNumber(text));
        return isNumber ? FieldParser.number(text) : Optional.empty();
    }

    public Optional<Instant> asTime() {
        boolean mayBeTime = form == Form.NUMBER || form == Form.TEXT;
        return mayBeTime ? FieldParser.time(text) : Optional.empty();
    }

    public Optional<Boolean> asBoolean() {
        return form == Form.BOOLEAN ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }
}
