package io.orderpipeline.common.order;

import java.util.List;

/** What became of a record's bytes: an order, or the reason why they are none. */
public sealed interface DecodeResult {

    /**
     * @param extraFields the fields that an order does not have; accepted, because that is how the schema grows
     */
    record Valid(Order order, List<AdditionalField> extraFields) implements DecodeResult {}

    /**
     * @param detail for a person: names the field and what was wrong with it, never its value, which may be a
     *     customer's
     */
    record Invalid(InvalidReason reason, String detail) implements DecodeResult {}
}
