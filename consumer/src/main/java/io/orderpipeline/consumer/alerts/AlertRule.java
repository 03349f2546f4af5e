package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns a condition that comes and goes into an alert that starts once and ends once. One thread. */
final class AlertRule {

    /** So long must all be well before the alert ends: lest it flap. */
    static final Duration CALM = Duration.ofSeconds(5);

    private final String name;
    private final Duration hold;
    private final AlertCondition condition;
    private Instant wrongSince;
    private Instant wrongLast;
    private boolean firing;

    /** @param hold for how long the condition must hold before the alert starts */
    AlertRule(String name, Duration hold, AlertCondition condition) {
        this.name = name;
        this.hold = hold;
        this.condition = condition;
    }

    String name() {
        return name;
    }

    boolean isFiring() {
        return firing;
    }

    /** What has changed with this view, or empty. */
    Optional<AlertChange> look(PipelineSnapshot view) {
        Optional<String> wrong = condition.look(view);
        if (wrong.isPresent()) {
            wrongSince = wrongSince == null ? view.time() : wrongSince;
            wrongLast = view.time();
            if (!firing && Duration.between(wrongSince, view.time()).compareTo(hold) >= 0) {
                firing = true;
                return Optional.of(new AlertChange(name, true, wrong.get(), view.time()));
            }
        } else if (wrongSince != null && (!firing || isCalm(view))) {
            wrongSince = null;
            if (firing) {
                firing = false;
                return Optional.of(new AlertChange(name, false, "all is well again", view.time()));
            }
        }
        return Optional.empty();
    }

    private boolean isCalm(PipelineSnapshot view) {
        return Duration.between(wrongLast, view.time()).compareTo(CALM) >= 0;
    }
}
