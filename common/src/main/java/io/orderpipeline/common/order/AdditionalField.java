package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A field of a record that is not in the order schema. Each {@code as} method returns the value when it is valid for
 * that type, by the rules of the schema fields.
 *
 * @param text the JSON text, without the quotes of a string; null for objects and arrays
 */
public record AdditionalField(String name, Form form, String text) {

    public enum Form {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT_OR_ARRAY
    }

    /** Also empty for text that UTF-8 cannot encode. */
    public Optional<String> asText() {
        return form == Form.TEXT && !FieldParser.hasUnpairedSurrogate(text) ? Optional.of(text) : Optional.empty();
    }

    /** Exact, within the limits of an amount; may be negative. */
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
