package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The topics and the group, as a lookup needs them. A test seam. */
interface LookupTopics extends AutoCloseable {

    /** Waits until the topic of orders can be read. Called first. */
    void connect() throws InterruptedException;

    /** The topic of orders. */
    String orders();

    String deadLetters();

    /** Of the topic of orders, by partition. */
    Map<Integer, Offsets> offsets() throws InterruptedException;

    /**
     * The offset of the first order with this timestamp or a later one, by partition; partitions without one are
     * absent.
     */
    Map<Integer, Long> offsetsAt(Instant time) throws InterruptedException;

    /**
     * The dead letters with this timestamp or a later one, by partition.
     *
     * @param from empty for all
     * @return empty when the topic does not exist
     */
    Map<Integer, OffsetRange> deadLettersFrom(Optional<Instant> from) throws InterruptedException;

    /** Opens a source for one thread, which closes it. */
    RecordSource open();

    /**
     * Whether a dead letter was replayed; empty when the markers of replays cannot be read.
     *
     * @param from earlier than the dead letters that are asked for, and so than their markers
     */
    Optional<Predicate<RecordPosition>> replays(Instant from) throws InterruptedException;

    @Override
    void close();
}
