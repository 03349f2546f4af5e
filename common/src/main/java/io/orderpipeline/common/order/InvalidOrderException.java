package io.orderpipeline.common.order;

/**
 * Ends the parsing of an invalid order; becomes a {@link DecodeResult.Invalid}. Without a stack trace, so that invalid
 * records are not slower than valid ones.
 */
final class InvalidOrderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final InvalidReason reason;

    InvalidOrderException(InvalidReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    DecodeResult.Invalid toResult() {
        return new DecodeResult.Invalid(reason, getMessage());
    }
}
