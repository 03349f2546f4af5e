package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.PipelineView;
import java.util.Optional;

/** Looks at each view in turn, and says what is wrong. One thread; may remember views before. */
@FunctionalInterface
interface Condition {

    /** What is wrong, or empty. */
    Optional<String> look(PipelineView view);
}
