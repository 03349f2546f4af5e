package io.orderpipeline.common.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Takes what is printed while something else has the screen, and gives it back afterwards; no more of it than somebody
 * reads. Safe for use by several threads.
 */
public final class DeferredOutput extends OutputStream {

    static final int LIMIT = 1_000;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long leftOut;

    /** To print to. */
    public PrintStream stream() {
        return new PrintStream(this, true, UTF_8);
    }

    @Override
    public synchronized void write(int octet) {
        if (octet == '\n') {
            endLine();
        } else {
            begun.write(octet);
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
            leftOut++;
        }
        lines.addLast(begun.toString(UTF_8).stripTrailing());
        begun.reset();
    }

    /** The newest, the oldest of them first. */
    public synchronized List<String> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }

    /** Prints them and forgets them. */
    public synchronized void release(PrintStream out) {
        if (leftOut > 0) {
            out.printf("(%,d earlier lines are left out)%n", leftOut);
        }
        if (begun.size() > 0) {
            endLine();
        }
        lines.forEach(out::println);
        out.flush();
        lines.clear();
        leftOut = 0;
    }
}
