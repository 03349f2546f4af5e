package io.orderpipeline.consumer.monitoring;

/** Receives each snapshot, once a second on the main thread; must not block. */
@FunctionalInterface
public interface SnapshotListener {

    void onSnapshot(PipelineSnapshot snapshot);
}
