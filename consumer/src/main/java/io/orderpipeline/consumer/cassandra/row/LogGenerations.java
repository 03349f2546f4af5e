package io.orderpipeline.consumer.cassandra.row;

import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Assigns each log of a partition the base of its write timestamps. An offset orders the writes to a row only within
 * one log: a topic that was recreated, a cluster that was failed over to, and a log that lost its end each have other
 * records at the same offsets. Every such change begins a generation with a higher base, so that a write of the present
 * log wins over all writes of earlier ones. All records of one log share one base: replays stay idempotent.
 */
@FunctionalInterface
public interface LogGenerations {

    /** What an offset is an offset of. */
    record Log(String clusterId, String topicId) {}

    /**
     * What the caller knows of the log before.
     *
     * @param end above every offset that was written from it, as far as the group knows; 0 when it knows of none
     * @param ofSameLog whether the log before is this one: it has not changed since the group's last commit
     * @param cutAfterEpoch the last leader epoch that was consumed before the log was truncated; empty when it was not
     */
    record Past(long end, boolean ofSameLog, OptionalInt cutAfterEpoch) {

        public static final Past NONE = new Past(0, false, OptionalInt.empty());
    }

    /**
     * Finds the base of a log, and begins a generation when the newest one is of another log or of one that was since
     * truncated. Never blocks; completes exceptionally on a failure that {@link WriteFailure#of} classifies.
     */
    CompletionStage<Long> base(int partition, Log log, Past past);

    /** Writes the generations in use again, because their table may have lost them. Never blocks. */
    default void restore() {}
}
