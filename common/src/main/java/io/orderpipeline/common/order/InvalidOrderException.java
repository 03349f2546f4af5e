package io.orderpipeline.common.order;

/**
 * Carries the verdict from the depth of the reader to its edge, where it becomes a {@link DecodeResult.Invalid}. It has no
 * stack trace: a flood of bad records must not cost more than good ones.
 */
final class InvalidOrderException extends Exception {

    private static final long serialVersionUID = 1L;

    private final InvalidReason reason;

    InvalidOrderException(InvalidReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    DecodeResult.Invalid reading() {
        return new DecodeResult.Invalid(reason, getMessage());
    }
}
