package io.orderpipeline.common.order;

/**
 * The rules that a JSON Schema cannot state, each named in the comment of the published one. A value that breaks one of
 * these, and nothing else, is valid to the schema and refused by the reader.
 */
enum BeyondSchema {
    TOTAL_IS_QUANTITY_TIMES_PRICE,
    NO_FIELD_TWICE,
    NO_HALF_OF_A_SURROGATE_PAIR,

    /** To a schema, 1.0 and 1.00 are the same number. */
    DIGITS_OF_AN_AMOUNT_AS_WRITTEN,

    /** A schema cannot compare texts as numbers. */
    BOUNDS_OF_A_QUANTITY_SENT_AS_TEXT,
    YEARS_OF_A_TIME_SENT_AS_TEXT,
    DAYS_OF_THE_CALENDAR,

    /** To a schema, 1000 and 1e3 are the same number. */
    TIME_WRITTEN_WITH_POINT_OR_EXPONENT,

    SIZE_OF_THE_WHOLE
}
