package io.orderpipeline.testing.drill;

/** A promise was not kept, or the fault could not be brought about. The message says which. */
public final class DrillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DrillException(String message) {
        super(message);
    }

    public DrillException(String message, Throwable cause) {
        super(message, cause);
    }
}
