package io.orderpipeline.localstack;

/** A failure with a message for the terminal: what failed, where, what to do. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
