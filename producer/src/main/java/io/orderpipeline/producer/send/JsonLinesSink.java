package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.producer.generator.OutgoingRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Prints the values of records, one per line, for a dry run. */
final class JsonLinesSink implements RecordSink {

    private static final byte[] NO_VALUE = "null".getBytes(UTF_8);

    private final OutputStream out;
    private boolean open = true;

    JsonLinesSink(OutputStream out) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
    }

    @Override
    public void send(OutgoingRecord record, long intendedTime) {
        write(record.value() == null ? NO_VALUE : record.value());
    }

    private void write(byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            open = false;
        }
    }

    @Override
    public void idle() {
        try {
            out.flush();
        } catch (IOException e) {
            open = false;
        }
    }

    /** False once the reader of the pipe is gone, as {@code | head} is after ten lines. That is not a failure. */
    @Override
    public boolean isOpen() {
        return open;
    }
}
