package io.orderpipeline.common.cli;

/** A service is not there, or not ready, and may come: the message is the reason, as the end of a sentence. */
public final class NotReadyException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotReadyException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public NotReadyException(String reason) {
        this(reason, null);
    }
}
