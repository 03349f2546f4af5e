package io.orderpipeline.consumer.deadletter;

import java.time.Instant;

/**
 * A dead letter in short, for people.
 *
 * @param time when it was set aside
 * @param place where the record stands that was refused
 * @param preview the beginning of its value, without control characters; not masked, for in bytes that are no order
 *     nobody can say which are a name
 */
public record DeadLetterSummary(Instant time, String place, String reason, String detail, String preview) {}
