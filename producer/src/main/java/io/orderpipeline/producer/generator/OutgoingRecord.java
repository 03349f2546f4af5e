package io.orderpipeline.producer.generator;

/**
 * A record to send, keyed by category.
 *
 * @param value must not be modified; null for an invalid record without a value
 * @param hasKnownVersion false when the header shall name an unknown schema version
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of each value would cost time, and nothing compares records
public record OutgoingRecord(RecordKind kind, Category category, byte[] value, boolean hasKnownVersion) {

    OutgoingRecord duplicate() {
        return new OutgoingRecord(RecordKind.DUPLICATE, category, value, hasKnownVersion);
    }
}
