package io.orderpipeline.consumer.deadletter;

import java.time.Instant;

/**
 * A dead letter as the dashboard shows it.
 *
 * @param time when it was dead-lettered
 * @param position of the invalid record: topic-partition@offset
 * @param preview the beginning of the value, without control characters; customer data in it cannot be recognized and
 *     is not masked
 */
public record DeadLetterSummary(Instant time, String position, String reason, String detail, String preview) {}
