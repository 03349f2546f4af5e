package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.producer.generator.OutgoingRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

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

    /** Prints the values of records, one per line, for a dry run. */
    static final class JsonLines implements RecordSink {

        private static final byte[] NO_VALUE = "null".getBytes(UTF_8);

        private final OutputStream out;
        private boolean open = true;

        JsonLines(OutputStream out) {
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
}
