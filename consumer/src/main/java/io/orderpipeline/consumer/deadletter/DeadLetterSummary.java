package io.orderpipeline.consumer.deadletter;

import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter as the dashboard shows it.
 *
 * @param time when it was dead-lettered
 * @param position of the invalid record: topic-partition@offset
 */
public record DeadLetterSummary(Instant time, String position, String reason, String detail, MaskedPreview value) {

    /** The beginning of the value, with masked names and without control characters. */
    public String preview() {
        return value.text();
    }

    /** Empty when the beginning of the value has none. */
    public Optional<String> orderId() {
        return value.orderId();
    }
}
