package io.orderpipeline.consumer.monitoring;

/** What the user wants of the pipeline. */
public enum DesiredState {
    RUN,
    /** Poll nothing more, finish what is in flight. */
    PAUSE,
    STOP
}
