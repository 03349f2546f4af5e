package io.orderpipeline.common.cli;

/**
 * A failure that the user can fix. The message is one line: what failed, where, why, what to do. {@link Program} prints
 * it without a stack trace and exits with {@link #exitCode()}.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private UserError(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Invalid options or arguments; the program did nothing. */
    public static UserError badUsage(String message) {
        return new UserError(message, null, Program.BAD_USAGE);
    }

    public static UserError failed(String message) {
        return new UserError(message, null, Program.FAILED);
    }

    public static UserError failed(String message, Throwable cause) {
        return new UserError(message, cause, Program.FAILED);
    }

    /** @throws UserError for bad usage unless the condition holds */
    public static void requireUsage(boolean holds, String otherwise) {
        if (!holds) {
            throw badUsage(otherwise);
        }
    }

    public int exitCode() {
        return exitCode;
    }
}
