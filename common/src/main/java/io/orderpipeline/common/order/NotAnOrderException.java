package io.orderpipeline.common.order;

/** A schema cannot describe an order. The message is the end of a sentence that begins with the schema. */
public final class NotAnOrderException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotAnOrderException(String message) {
        super(message);
    }
}
