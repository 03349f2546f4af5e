package io.orderpipeline.consumer.monitoring;

/** Somebody who wants to see. Called once a second on the main thread, and must not block it. */
@FunctionalInterface
public interface SnapshotListener {

    void see(PipelineSnapshot view);
}
