package io.orderpipeline.common.cli;

/** The stop came while the program was still starting; there is nothing to tell but that. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoppedException(String waitedFor) {
        super("Stopped while waiting for " + waitedFor + "; nothing was done");
    }
}
