package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.OutgoingRecord;

/** Accepts the records of a run. For the sending thread only. */
interface RecordSink {

    /**
     * Ignored when the sink is closed.
     *
     * @param intendedTime in nanoseconds, by the clock of {@link Pacer}
     */
    void send(OutgoingRecord record, long intendedTime);

    /** Flushes buffered output: the next record is not due yet. */
    default void idle() {}

    /** False when the sink cannot accept more records, which ends the run. */
    boolean isOpen();
}
