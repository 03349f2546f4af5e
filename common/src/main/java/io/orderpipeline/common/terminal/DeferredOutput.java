package io.orderpipeline.common.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.List;

/** Buffers the newest lines of output while the live view occupies the terminal. Safe for any thread. */
final class DeferredOutput extends OutputStream {

    static final int LIMIT = 1_000;

    private final ByteArrayOutputStream current = new ByteArrayOutputStream();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long dropped;

    PrintStream stream() {
        return new PrintStream(this, true, UTF_8);
    }

    @Override
    public synchronized void write(int octet) {
        if (octet == '\n') {
            endLine();
        } else {
            current.write(octet);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            write(bytes[i]);
        }
    }

    private void endLine() {
        if (lines.size() == LIMIT) {
            lines.removeFirst();
            dropped++;
        }
        lines.addLast(current.toString(UTF_8).stripTrailing());
        current.reset();
    }

    /** The newest lines, oldest first. */
    synchronized List<String> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }

    synchronized void release(PrintStream out) {
        if (dropped > 0) {
            out.printf("(%,d earlier lines are left out)%n", dropped);
        }
        if (current.size() > 0) {
            endLine();
        }
        lines.forEach(out::println);
        out.flush();
        lines.clear();
        dropped = 0;
    }
}
