package io.orderpipeline.common.cli;

/**
 * A failure that a person can mend: its message is one line that says what, where and what to do. {@link Program}
 * prints it without a stack trace and ends with {@link #exitCode()}.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private UserError(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The program was asked for something that it cannot do; it did nothing. */
    public static UserError badUsage(String message) {
        return new UserError(message, null, Program.BAD_USAGE);
    }

    /** The program could not do, or go on with, what it was rightly asked for. */
    public static UserError failed(String message) {
        return new UserError(message, null, Program.FAILED);
    }

    public static UserError failed(String message, Throwable cause) {
        return new UserError(message, cause, Program.FAILED);
    }

    public int exitCode() {
        return exitCode;
    }
}
