package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.DeadLetterRecord;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.deadletter.SafePreview;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a dead letter. Its value is not: the dead letters of an order may have many megabytes.
 *
 * @param time at which it was written
 * @param origin the position of the original record; empty when that is not known
 * @param originTime the timestamp of the original record; empty when that is not known
 */
record FoundDeadLetter(
        RecordPosition position,
        Instant time,
        Optional<RecordPosition> origin,
        Optional<Instant> originTime,
        String reason,
        String detail) {

    private static final int MOST_CHARACTERS = 200;

    static FoundDeadLetter of(DeadLetterRecord record) {
        return new FoundDeadLetter(
                record.position(),
                record.deadLetteredAt(),
                record.origin(),
                record.originTimestamp().map(Instant::ofEpochMilli),
                SafePreview.shortened(record.reason(), MOST_CHARACTERS),
                SafePreview.shortened(record.detail(), MOST_CHARACTERS));
    }

    /** The original record; empty when it is not known well enough. */
    Optional<RecordIdentity> identity() {
        return origin.flatMap(place -> originTime.map(timestamp -> new RecordIdentity(place, timestamp)));
    }
}
