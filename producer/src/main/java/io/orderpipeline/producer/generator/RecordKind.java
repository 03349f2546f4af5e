package io.orderpipeline.producer.generator;

/** What a record is to the consumer's bookkeeping. */
public enum RecordKind {
    /** An order, for the first time. */
    ORDER,
    /** An order that was sent before, byte for byte. */
    DUPLICATE,
    /** An order made malformed on purpose. */
    INVALID
}
