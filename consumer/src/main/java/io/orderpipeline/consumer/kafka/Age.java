package io.orderpipeline.consumer.kafka;

import java.time.Duration;
import java.time.Instant;

/** Formats how long ago something was. */
public final class Age {

    private Age() {}

    /** In the largest unit that is at least 1; a time in the future, by a clock that is ahead, is 0 s ago. */
    public static String of(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
