package io.orderpipeline.testing.demo;

import java.io.PrintStream;
import java.util.List;

/** Prints the lines of the demo, and the output of the programs prefixed with their names. Thread-safe. */
final class DemoOutput {

    private static final int NAME_WIDTH = 8;

    private final PrintStream out;
    private boolean lastIsBlank;

    DemoOutput(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        lastIsBlank = line.isEmpty();
    }

    /** Lines with a blank line before and after them. */
    synchronized void paragraph(List<String> lines) {
        if (!lastIsBlank) {
            say("");
        }
        lines.forEach(this::say);
        say("");
    }

    synchronized void quote(String program, String line) {
        say((" ".repeat(Math.max(0, NAME_WIDTH - program.length())) + program + " | " + line).stripTrailing());
    }
}
