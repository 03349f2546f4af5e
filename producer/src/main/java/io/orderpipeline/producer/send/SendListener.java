package io.orderpipeline.producer.send;

/**
 * Shows the progress and the result of a run. {@link #onSnapshot} runs on the sampling thread, the rest on main, or on
 * the thread of a second Ctrl+C.
 */
public interface SendListener extends AutoCloseable {

    /** Called once a second. */
    void onSnapshot(SendSnapshot snapshot);

    /** The run has ended or failed; no snapshot follows. Idempotent. */
    @Override
    void close();

    /** Called after {@link #close}. */
    void onEnd(SendReport report);
}
