package io.orderpipeline.testing.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a child process is started. Immutable.
 *
 * @param name for error messages
 * @param environment added to the inherited one
 * @param ignoresInterrupt whether the process ignores SIGINT
 * @param holdsInputOpen whether its standard input is a pipe that closes when this process ends; otherwise it is empty
 * @param listener receives each line of both streams, one at a time
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        boolean ignoresInterrupt,
        boolean holdsInputOpen,
        Consumer<String> listener) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Launch of(String name, List<String> command) {
        return new Launch(name, command, Map.of(), false, false, line -> {});
    }

    public Launch with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Launch(name, command, more, ignoresInterrupt, holdsInputOpen, listener);
    }

    public Launch withListener(Consumer<String> newListener) {
        return new Launch(name, command, environment, ignoresInterrupt, holdsInputOpen, newListener);
    }

    /**
     * For a parent that stops its children itself: Ctrl+C in a terminal sends SIGINT to every process of the group. A
     * JVM keeps ignoring a SIGINT that was ignored at its start; SIGTERM still works.
     */
    public Launch shieldedFromTerminal() {
        return new Launch(name, command, environment, true, holdsInputOpen, listener);
    }

    /** For a program that ends when its standard input does, and so with its parent. */
    public Launch holdingInputOpen() {
        return new Launch(name, command, environment, ignoresInterrupt, true, listener);
    }

    List<String> systemCommand() {
        if (!ignoresInterrupt) {
            return command;
        }
        List<String> shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        shielded.addAll(command);
        return shielded;
    }
}
