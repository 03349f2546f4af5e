package io.orderpipeline.consumer.doctor;

import io.orderpipeline.consumer.kafka.Age;
import java.time.Duration;
import java.time.Instant;

/** Compares clocks. A wrong one affects ages and logs, not the rows: write timestamps are offsets. */
final class ClockCheck {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final String HARMLESS =
            "; rows are not affected, because write timestamps are offsets, but ages and logs are wrong:"
                    + " synchronize the"
                    + " clocks by NTP";

    private ClockCheck() {}

    /**
     * Checks a remote clock that was read between two readings of the local clock.
     *
     * @param whose as the beginning of a sentence
     */
    static CheckResult of(String whose, Instant before, Instant remote, Instant after) {
        Duration ahead = remote.isBefore(before)
                ? Duration.between(before, remote)
                : remote.isAfter(after) ? Duration.between(after, remote) : Duration.ZERO;
        if (ahead.abs().compareTo(TOLERANCE) <= 0) {
            return CheckResult.ok(whose + " agrees with ours to within " + TOLERANCE.toSeconds() + " s");
        }
        return CheckResult.warn("%s is %d s %s ours%s"
                .formatted(whose, ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", HARMLESS));
    }

    /** An old record may have many reasons; only a timestamp in the future shows a wrong clock. */
    static CheckResult ofNewestRecord(Instant newest, Instant now) {
        Duration age = Duration.between(newest, now);
        if (age.negated().compareTo(TOLERANCE) <= 0) {
            return CheckResult.ok("the newest record is " + Age.of(newest, now) + " old, by its own timestamp");
        }
        return CheckResult.warn("the newest record is %d s in the future, by its own timestamp%s"
                .formatted(age.negated().toSeconds(), HARMLESS));
    }
}
