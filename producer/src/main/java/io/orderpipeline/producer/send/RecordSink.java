package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.OutgoingRecord;

/** Where records go. For the sending thread alone. */
public interface RecordSink {

    /**
     * Ignored when the sink is no longer open.
     *
     * @param intendedTime in nanoseconds, by the clock of {@link Pacer}
     */
    void send(OutgoingRecord record, long intendedTime);

    /** There is nothing to send for a moment: what was held back for the sake of larger writes may go. */
    default void idle() {}

    /** False when no more records can be taken, for whatever reason; the run ends then. */
    boolean isOpen();
}
