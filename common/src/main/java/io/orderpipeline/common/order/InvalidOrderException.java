package io.orderpipeline.common.order;

/**
 * Ends the parsing of an invalid order; becomes a {@link DecodeResult.Invalid}. Without a stack trace, so that invalid
 * records are not slower than valid ones.
 */
public final class InvalidOrderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final InvalidReason reason;

    public InvalidOrderException(InvalidReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public static InvalidOrderException nestedTooDeeply() {
        return new InvalidOrderException(
                InvalidReason.TOO_LARGE,
                "objects and arrays are nested in more than " + OrderLimits.NESTING + " levels");
    }

    public DecodeResult.Invalid toResult() {
        return new DecodeResult.Invalid(reason, getMessage());
    }
}
