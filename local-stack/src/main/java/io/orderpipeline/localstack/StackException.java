package io.orderpipeline.localstack;

/** The stack could not do what was asked. The message is written for a terminal: what, where, what to do. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
