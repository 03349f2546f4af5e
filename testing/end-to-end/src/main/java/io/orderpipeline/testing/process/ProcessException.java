package io.orderpipeline.testing.process;

/** A child process did not do what was waited for. The message ends with the last lines that it printed. */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProcessException(String message) {
        super(message);
    }

    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
