package io.orderpipeline.consumer.monitoring;

import java.util.Locale;

/** How the pipeline is, in a word. */
public enum PipelineState {
    /** No thread has a partition yet. */
    STARTING,
    RUNNING,
    /** By hand: nothing is polled until somebody lets it go on. */
    PAUSED,
    /** Orders are kept and nothing is lost, but something is away that is needed. */
    DEGRADED,
    STOPPING;

    /** As people and programs outside read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
