package io.orderpipeline.consumer.lookup;

/** What became of a record, or of an order. The codes are part of the contract; add codes, but never rename one. */
enum Fate {
    STORED("stored", true),

    /** The topic has deleted the record that the row was written from. */
    RECORD_GONE("record-gone", true),

    /** A later record of the same order replaces it. */
    SUPERSEDED("superseded", true),

    NOT_CONSUMED("not-consumed", false),

    /** It is a dead letter, or must become one. */
    INVALID("invalid", false),

    /** The row has other values than its record, or those of an earlier record. */
    DIFFERS("differs", false),

    /** It was consumed, and there is no row. */
    MISSING("missing", false),

    /** As {@link #MISSING} or {@link #DIFFERS}, but it may be a dead letter: not all of them were searched. */
    UNKNOWN("unknown", false),

    /** As {@link #MISSING}, and the row's time to live explains it. */
    EXPIRED("expired", false),

    /** There is a row, which was not written from the topic. */
    UNEXPECTED("unexpected", false),

    NOT_FOUND("not-found", false);

    private final String code;
    private final boolean isStored;

    Fate(String code, boolean isStored) {
        this.code = code;
        this.isStored = isStored;
    }

    String code() {
        return code;
    }

    /** Whether the table has the order. */
    boolean isStored() {
        return isStored;
    }
}
