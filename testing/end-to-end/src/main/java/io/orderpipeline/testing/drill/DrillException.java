package io.orderpipeline.testing.drill;

/** A guarantee was violated, or a fault could not be injected. */
public final class DrillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DrillException(String message) {
        super(message);
    }

    public DrillException(String message, Throwable cause) {
        super(message, cause);
    }
}
