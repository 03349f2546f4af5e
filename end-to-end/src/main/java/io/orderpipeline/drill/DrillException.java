package io.orderpipeline.drill;

/** A promise was not kept, or the fault could not be brought about. The message says which. */
final class DrillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DrillException(String message) {
        super(message);
    }

    DrillException(String message, Throwable cause) {
        super(message, cause);
    }
}
