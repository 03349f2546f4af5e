package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns a condition that flaps into an alert that starts once and ends once. One thread. */
final class AlertRule {

    /** For how long the condition must not hold before the alert ends, so that it does not flap. */
    static final Duration CALM = Duration.ofSeconds(5);

    private final String name;
    private final Duration hold;
    private final Condition condition;
    private final Predicate<PipelineSnapshot> isKnown;
    private Instant wrongSince;
    private Instant lastWrong;
    private Instant previous;
    private boolean firing;

    /** @param hold for how long the condition must hold before the alert starts */
    AlertRule(String name, Duration hold, Condition condition) {
        this(name, hold, condition, snapshot -> true);
    }

    /** @param isKnown whether a snapshot has what the condition is about; the time of others does not count */
    AlertRule(String name, Duration hold, Condition condition, Predicate<PipelineSnapshot> isKnown) {
        this.name = name;
        this.hold = hold;
        this.condition = condition;
        this.isKnown = isKnown;
    }

    /**
     * The start or the end of an alert.
     *
     * @param text contains no customer data
     */
    record Change(String alert, boolean firing, String text, Instant time) {}

    /** Evaluated for each snapshot in turn; may have state. One thread. */
    @FunctionalInterface
    interface Condition {

        /** What is wrong, or empty. */
        Optional<String> evaluate(PipelineSnapshot snapshot);
    }

    String name() {
        return name;
    }

    boolean isFiring() {
        return firing;
    }

    /** The change that this snapshot causes, or empty. */
    Optional<Change> evaluate(PipelineSnapshot snapshot) {
        Duration step = previous == null ? Duration.ZERO : Duration.between(previous, snapshot.time());
        previous = snapshot.time();
        if (!isKnown.test(snapshot)) {
            wrongSince = wrongSince == null ? null : wrongSince.plus(step);
            return Optional.empty();
        }
        Optional<String> wrong = condition.evaluate(snapshot);
        if (wrong.isPresent()) {
            wrongSince = wrongSince == null ? snapshot.time() : wrongSince;
            lastWrong = snapshot.time();
            if (!firing && Duration.between(wrongSince, snapshot.time()).compareTo(hold) >= 0) {
                firing = true;
                return Optional.of(new Change(name, true, wrong.get(), snapshot.time()));
            }
        } else if (wrongSince != null && (!firing || isCalm(snapshot))) {
            wrongSince = null;
            if (firing) {
                firing = false;
                return Optional.of(new Change(name, false, "resolved", snapshot.time()));
            }
        }
        return Optional.empty();
    }

    private boolean isCalm(PipelineSnapshot snapshot) {
        return Duration.between(lastWrong, snapshot.time()).compareTo(CALM) >= 0;
    }
}
