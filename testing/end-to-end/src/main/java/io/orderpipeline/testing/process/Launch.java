package io.orderpipeline.testing.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a child process is started. Immutable.
 *
 * @param name for messages
 * @param environment on top of what is inherited
 * @param deafToInterrupt whether SIGINT passes it by
 * @param inputHeldOpen whether its standard input is a pipe that ends with this process, however that ends; otherwise it
 *     is empty from the start
 * @param listener gets each line of both streams as it comes, one at a time
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        boolean deafToInterrupt,
        boolean inputHeldOpen,
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
        return new Launch(name, command, more, deafToInterrupt, inputHeldOpen, listener);
    }

    public Launch tellingTo(Consumer<String> newListener) {
        return new Launch(name, command, environment, deafToInterrupt, inputHeldOpen, newListener);
    }

    /**
     * For a parent that ends its children itself, in its own order: Ctrl+C in a terminal goes to every process of the
     * group. The Java virtual machine respects a SIGINT that is ignored from the start; SIGTERM still reaches it.
     */
    public Launch shieldedFromTerminal() {
        return new Launch(name, command, environment, true, inputHeldOpen, listener);
    }

    /** For a program that takes the end of its input for the end of its parent. */
    public Launch holdingInputOpen() {
        return new Launch(name, command, environment, deafToInterrupt, true, listener);
    }

    List<String> systemCommand() {
        if (!deafToInterrupt) {
            return command;
        }
        List<String> shielded = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        shielded.addAll(command);
        return shielded;
    }
}
