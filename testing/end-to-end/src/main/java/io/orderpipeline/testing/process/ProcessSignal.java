package io.orderpipeline.testing.process;

/** What a test or the demo may send to a process. */
public enum ProcessSignal {
    /** Ctrl+C. */
    INT,
    /** An orderly end, as service managers ask for it. */
    TERM,
    /** {@code kill -9}: the process learns nothing of it. */
    KILL,
    /** The process stands still with its connections open, as in a long garbage collection. */
    STOP,
    /** The end of {@link #STOP}. */
    CONT
}
