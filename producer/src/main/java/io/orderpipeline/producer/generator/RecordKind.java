package io.orderpipeline.producer.generator;

/** Kinds of records, which a consumer counts separately. */
public enum RecordKind {
    /** The first record of a valid order. */
    ORDER,
    /** A byte-for-byte copy of a valid order. */
    DUPLICATE,
    INVALID
}
