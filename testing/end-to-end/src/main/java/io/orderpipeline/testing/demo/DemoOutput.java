package io.orderpipeline.testing.demo;

import io.orderpipeline.common.terminal.ScreenText;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints the lines of the demo and the output of the programs, prefixed with their names. Their status lines become one
 * line for both, which is redrawn on a terminal. Thread-safe.
 */
final class DemoOutput {

    private static final int NAME_WIDTH = 8;

    /** Terminals break a line when its last column is used. */
    private static final int TERMINAL_WIDTH = ScreenText.STANDARD_WIDTH - 1;

    private static final int FILE_WIDTH = 100;

    private static final String ERASE_LINE = "\r\u001b[K";

    /** Not between the columns of a table. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\S) (?=\\S)");

    /** Commands, which must stay whole for a copy. */
    private static final String INDENT = "  ";

    private final PrintStream out;
    private final boolean isTerminal;
    private final int width;
    private final DemoProgress progress = new DemoProgress();
    private boolean lastIsBlank;
    private boolean isProgressShown;

    DemoOutput(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.width = isTerminal ? TERMINAL_WIDTH : FILE_WIDTH;
    }

    synchronized void say(String line) {
        if (line.startsWith(INDENT)) {
            print(line);
        } else {
            wrap(line, width, "").forEach(this::print);
        }
    }

    /** Lines with a blank line before and after them. */
    synchronized void paragraph(List<String> lines) {
        if (!lastIsBlank) {
            print("");
        }
        lines.forEach(this::say);
        print("");
    }

    /** Shows a line of a program. */
    synchronized void quote(String program, String line) {
        if (progress.accept(line)) {
            showProgress(program);
            return;
        }
        String prefix = ScreenText.right(program, NAME_WIDTH) + " | ";
        String indent = " ".repeat(line.length() - line.stripLeading().length()) + INDENT;
        wrap(line, width - prefix.length(), indent).forEach(part -> print((prefix + part).stripTrailing()));
    }

    /** Without a terminal, one line a second is enough: the consumer starts first and ends last. */
    private void showProgress(String program) {
        String line = ScreenText.cut(progress.line(), width);
        if (isTerminal) {
            out.print(ERASE_LINE + line);
            out.flush();
            isProgressShown = true;
        } else if (program.equals(DemoPrograms.CONSUMER)) {
            print(line);
        }
    }

    private void print(String line) {
        if (isProgressShown) {
            out.print(ERASE_LINE);
            isProgressShown = false;
        }
        out.println(line);
        lastIsBlank = line.isEmpty();
    }

    /** Breaks a line between words. Columns of tables stay together as long as they fit. */
    private static List<String> wrap(String line, int width, String indent) {
        return ScreenText.wrap(BETWEEN_WORDS.splitAsStream(line).toList(), width, indent);
    }
}
