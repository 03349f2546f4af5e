package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.time.Instant;

/**
 * Tells a record from that of a former topic: a topic that was deleted and created again has the same name and begins
 * at the same offsets, and the dead letters of the former one may still be there.
 *
 * @param time the timestamp of the record
 */
record RecordIdentity(RecordPosition position, Instant time) {}
