package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.producer.generator.OutgoingRecord;
import io.orderpipeline.producer.generator.RecordMaker;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Generates records on schedule and sends them to the sink, until the run is complete or stopped. One thread. */
final class SendLoop {

    private final RecordMaker records;
    private final OrderTimes times;
    private final Pacer pacer;
    private final RecordSink sink;
    private final StopSignal stop;
    private final long orders;
    private final Consumer<OutgoingRecord> toSink = this::send;
    private long intendedTime;

    /** @param orders the largest number of orders */
    SendLoop(RecordMaker records, OrderTimes times, Pacer pacer, RecordSink sink, StopSignal stop, long orders) {
        this.records = records;
        this.times = times;
        this.pacer = pacer;
        this.sink = sink;
        this.stop = stop;
        this.orders = orders;
    }

    void run() {
        try (InterruptOnStop interrupt = new InterruptOnStop(stop)) {
            sendOrders();
            if (goesOn()) {
                records.makeRemaining(toSink);
            }
        }
        sink.idle();
    }

    private void sendOrders() {
        for (long index = 0; index < orders && goesOn() && !pacer.isOver(); index++) {
            intendedTime = pacer.intendedTime(index);
            if (!pacer.isDue(intendedTime)) {
                sink.idle();
                if (!pacer.await(intendedTime)) {
                    return;
                }
            }
            records.makeNext(times.epochMillis(index), toSink);
        }
    }

    private boolean goesOn() {
        return !stop.isRequested() && sink.isOpen();
    }

    private void send(OutgoingRecord record) {
        sink.send(record, intendedTime);
    }

    /** Gives each order its timestamp, which is its intended time, in milliseconds since 1970. */
    @FunctionalInterface
    interface OrderTimes {

        long epochMillis(long index);

        /** Depends on the index only, so that a run can be repeated to the millisecond. */
        static OrderTimes scheduled(Instant start, double ordersPerSecond) {
            long startMillis = start.toEpochMilli();
            double millisPerOrder = ordersPerSecond == 0 ? 1 : 1_000 / ordersPerSecond;
            return index -> startMillis + (long) (index * millisPerOrder);
        }

        /**
         * The time at which the order is made, by a monotonic clock.
         *
         * @param startNanos that clock's time at the start
         */
        static OrderTimes live(Instant start, long startNanos, LongSupplier nanoTime) {
            long startMillis = start.toEpochMilli();
            return index -> startMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
        }
    }
}
