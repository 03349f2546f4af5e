package io.orderpipeline.producer.generator;

/** A record to send, keyed by category. Callers must not modify the value. */
public final class OutgoingRecord {

    private final RecordKind kind;
    private final Category category;
    private final byte[] value;
    private final boolean knownVersion;

    OutgoingRecord(RecordKind kind, Category category, byte[] value, boolean knownVersion) {
        this.kind = kind;
        this.category = category;
        this.value = value;
        this.knownVersion = knownVersion;
    }

    static OutgoingRecord order(Category category, byte[] value) {
        return new OutgoingRecord(RecordKind.ORDER, category, value, true);
    }

    OutgoingRecord duplicate() {
        return new OutgoingRecord(RecordKind.DUPLICATE, category, value, knownVersion);
    }

    public RecordKind kind() {
        return kind;
    }

    public Category category() {
        return category;
    }

    /** Null for an invalid record without a value. */
    public byte[] value() {
        return value;
    }

    /** False when the header shall name an unknown schema version. */
    public boolean hasKnownVersion() {
        return knownVersion;
    }
}
