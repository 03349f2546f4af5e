package io.orderpipeline.common.order;

/** The size limits of an order, which protect the database from faulty and malicious records. */
public final class OrderLimits {

    /** Of a record's value. A row must fit into one request to the database. */
    public static final int VALUE_BYTES = 32 * 1024;

    /** Of one text, in characters. */
    public static final int TEXT_CHARACTERS = 1_000;

    /** Digits of an amount, on both sides of the decimal point. */
    public static final int AMOUNT_DIGITS = 50;

    /** Decimal places of an amount. */
    public static final int AMOUNT_SCALE = 18;

    /** Of a JSON number in a field of the order, as written. */
    static final int NUMBER_CHARACTERS = 2 * AMOUNT_DIGITS;

    /** Depth of objects and arrays in the whole value, the order itself included. */
    public static final int NESTING = 16;

    private OrderLimits() {}
}
