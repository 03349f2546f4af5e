package io.orderpipeline.stack;

/** The stack could not do what was asked. The message is written for a terminal: what, where, what to do. */
public final class StackException extends RuntimeException {

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
