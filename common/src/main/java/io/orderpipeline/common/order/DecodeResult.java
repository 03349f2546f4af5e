package io.orderpipeline.common.order;

import java.util.List;

/** The result of decoding a record: an order, or the reason why it is invalid. */
public sealed interface DecodeResult {

    /** @param additionalFields fields outside the schema, which are accepted so that the schema can grow */
    record Valid(Order order, List<AdditionalField> additionalFields) implements DecodeResult {}

    /** @param detail names the field and the error, never the value, which may be customer data */
    record Invalid(InvalidReason reason, String detail) implements DecodeResult {}
}
