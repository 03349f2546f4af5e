package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.producer.generator.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Records everything it receives. */
public final class RecordingSink implements RecordSink {

    private final List<String> values = new ArrayList<>();
    private final List<Long> intendedTimes = new ArrayList<>();
    private IntConsumer afterEach = count -> {};
    private boolean open = true;
    private int unflushed;

    @Override
    public void send(OutgoingRecord record, long intendedTime) {
        values.add(new String(record.value(), UTF_8));
        intendedTimes.add(intendedTime);
        unflushed++;
        afterEach.accept(values.size());
    }

    @Override
    public void idle() {
        unflushed = 0;
    }

    int unflushed() {
        return unflushed;
    }

    /** @param action gets the number of records so far */
    public RecordingSink afterEach(IntConsumer action) {
        afterEach = action;
        return this;
    }

    public void close() {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    public List<String> values() {
        return values;
    }

    public List<Long> intendedTimes() {
        return intendedTimes;
    }
}
