package io.orderpipeline.common.order;

/**
 * Why a record is invalid: the codes in dead letters. Codes are part of the contract; add codes, but never rename one.
 */
public enum InvalidReason {
    NULL_VALUE("null-value"),
    TOO_LARGE("too-large"),
    UNKNOWN_VERSION("unknown-version"),
    NOT_JSON("not-json"),
    /** The schema registry does not know the schema that the record names. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** The schema has no field that an order must have, or cannot be read. */
    NOT_AN_ORDER("not-an-order"),
    /** The bytes are not a value of the schema that the record names. */
    MALFORMED_VALUE("malformed-value"),
    NOT_AN_OBJECT("not-an-object"),
    MISSING_FIELD("missing-field"),
    DUPLICATE_FIELD("duplicate-field"),
    WRONG_TYPE("wrong-type"),
    BLANK_TEXT("blank-text"),
    TEXT_TOO_LONG("text-too-long"),
    INVALID_TEXT("invalid-text"),
    INVALID_QUANTITY("invalid-quantity"),
    INVALID_AMOUNT("invalid-amount"),
    INVALID_TIMESTAMP("invalid-timestamp"),
    TOTAL_MISMATCH("total-mismatch"),
    /** The order is valid, but the database permanently rejects the row. */
    REFUSED_BY_DATABASE("refused-by-database");

    private final String code;

    InvalidReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
