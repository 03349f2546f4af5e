package io.orderpipeline.producer;

import java.io.Console;

/** Whether a person watches, or a file or pipe takes what is printed. */
final class Terminal {

    private Terminal() {}

    /** True when both input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // what differs from Java 22 on is asked for below
    static boolean isPresent() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Until Java 21 there is a console only on a terminal; later ones may be asked, but not by code for Java 17. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
