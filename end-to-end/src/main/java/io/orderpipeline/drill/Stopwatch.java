package io.orderpipeline.drill;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what happens in a drill, with the seconds since its start. Safe for use by several threads. */
final class Stopwatch {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Stopwatch(PrintStream out) {
        this.out = out;
    }

    void tell(String what) {
        out.println(String.format(Locale.ROOT, "%7.1f s %s", (System.nanoTime() - start) / 1e9, what));
    }
}
