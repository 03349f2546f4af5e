package io.orderpipeline.consumer.kafka;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for people. */
public final class Age {

    private Age() {}

    /** In the largest unit of which there is one at least; what a clock that is ahead has written is 0 s old. */
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
