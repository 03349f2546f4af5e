package io.orderpipeline.consumer.view;

/** What the user wants of the pipeline. */
public enum Wish {
    RUN,
    /** Poll nothing more, finish what is in flight. */
    PAUSE,
    STOP
}
