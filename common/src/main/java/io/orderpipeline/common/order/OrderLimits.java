package io.orderpipeline.common.order;

/** How large an order may be. Beyond these a record is a mistake or an attack, and would burden the database. */
public final class OrderLimits {

    /** Of a record's value, in bytes. It must fit into a request with what else a row costs. */
    public static final int VALUE_BYTES = 32 * 1024;

    /** Of one text, in characters. */
    public static final int TEXT_CHARACTERS = 1_000;

    /** Digits of an amount, before and after the point together. */
    public static final int AMOUNT_DIGITS = 50;

    /** Digits after the point. */
    public static final int AMOUNT_SCALE = 18;

    /** Objects and arrays inside each other, in fields that an order does not have. */
    static final int NESTING = 16;

    private OrderLimits() {}
}
