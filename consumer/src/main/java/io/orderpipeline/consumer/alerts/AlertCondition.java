package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.util.Optional;

/** Looks at each view in turn, and says what is wrong. One thread; may remember views before. */
@FunctionalInterface
interface AlertCondition {

    /** What is wrong, or empty. */
    Optional<String> look(PipelineSnapshot view);
}
