package io.orderpipeline.testing.process;

/** A child process did not do what was expected in time. The message ends with the last lines of its output. */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
