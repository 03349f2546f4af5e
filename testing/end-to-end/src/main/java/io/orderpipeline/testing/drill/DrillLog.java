package io.orderpipeline.testing.drill;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what happens in a drill, with the seconds since its start. Safe for use by several threads. */
public final class DrillLog {

    private final PrintStream out;
    private final long start = System.nanoTime();

    public DrillLog(PrintStream out) {
        this.out = out;
    }

    public void tell(String what) {
        out.println(String.format(Locale.ROOT, "%7.1f s %s", (System.nanoTime() - start) / 1e9, what));
    }
}
