package io.orderpipeline.demo;

import java.io.PrintStream;
import java.util.List;

/** All that the demo prints: its own sentences, and what the programs say with their names before it. Thread-safe. */
final class Screen {

    private static final int NAME_WIDTH = 8;

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        out.println(sentence);
    }

    /** A new part of the story. */
    void tell(List<String> sentences) {
        synchronized (out) {
            out.println();
            sentences.forEach(out::println);
            out.println();
        }
    }

    void quote(String program, String line) {
        out.println((" ".repeat(Math.max(0, NAME_WIDTH - program.length())) + program + " | " + line).stripTrailing());
    }
}
