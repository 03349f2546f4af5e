package io.orderpipeline.producer.generator;

/** A record as it is to be sent: the category is its key. The value must not be changed by anyone who takes it. */
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

    /** Null for a record that is invalid because it has no value. */
    public byte[] value() {
        return value;
    }

    /** False when the header shall name a schema version that no consumer knows. */
    public boolean hasKnownVersion() {
        return knownVersion;
    }
}
