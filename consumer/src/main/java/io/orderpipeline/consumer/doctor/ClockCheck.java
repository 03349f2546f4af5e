package io.orderpipeline.consumer.doctor;

import io.orderpipeline.consumer.kafka.Age;
import java.time.Duration;
import java.time.Instant;

/** Compares clocks. A wrong one misleads people, not the pipeline: write timestamps are offsets. */
final class ClockCheck {

    private static final Duration TOLERABLE = Duration.ofSeconds(5);

    private static final String HARMLESS =
            "; rows are right all the same, for write timestamps are offsets, but ages and logs mislead: set the clocks"
                    + " by NTP";

    private ClockCheck() {}

    /**
     * A clock that was asked between two looks at ours.
     *
     * @param whose as the beginning of a sentence
     */
    static CheckResult of(String whose, Instant before, Instant theirs, Instant after) {
        Duration ahead = theirs.isBefore(before)
                ? Duration.between(before, theirs)
                : theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
        if (ahead.abs().compareTo(TOLERABLE) <= 0) {
            return CheckResult.ok(whose + " agrees with ours to within " + TOLERABLE.toSeconds() + " s");
        }
        return CheckResult.warn("%s is %d s %s ours%s"
                .formatted(whose, ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", HARMLESS));
    }

    /** The newest record may be old for many reasons; only when it comes from the future is a clock wrong. */
    static CheckResult ofNewestRecord(Instant newest, Instant now) {
        Duration age = Duration.between(newest, now);
        if (age.negated().compareTo(TOLERABLE) <= 0) {
            return CheckResult.ok("the newest record is " + Age.of(newest, now) + " old, by its own time");
        }
        return CheckResult.warn("the newest record is %d s in the future, by its own time%s"
                .formatted(age.negated().toSeconds(), HARMLESS));
    }
}
