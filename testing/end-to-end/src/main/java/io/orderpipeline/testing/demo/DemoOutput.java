package io.orderpipeline.testing.demo;

import java.io.PrintStream;
import java.util.List;

/** All that the demo prints: its own sentences, and what the programs say with their names before it. Thread-safe. */
final class DemoOutput {

    private static final int NAME_WIDTH = 8;

    private final PrintStream out;
    private boolean blank;

    DemoOutput(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String sentence) {
        out.println(sentence);
        blank = sentence.isEmpty();
    }

    /** A new part of the story, with space around it. */
    synchronized void tell(List<String> sentences) {
        if (!blank) {
            say("");
        }
        sentences.forEach(this::say);
        say("");
    }

    synchronized void quote(String program, String line) {
        say((" ".repeat(Math.max(0, NAME_WIDTH - program.length())) + program + " | " + line).stripTrailing());
    }
}
