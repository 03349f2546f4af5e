package io.orderpipeline.consumer.monitoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Makes rates of a count that is looked at about once a second. One thread. */
final class RateMeter {

    static final int RECENT = 60;

    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

    /** One more than there are rates between them. */
    private final ArrayDeque<Look> looks = new ArrayDeque<>(RECENT + 1);

    private Look first;

    private record Look(long nanos, long count) {

        double rateSince(Look earlier) {
            return nanos == earlier.nanos ? 0 : (count - earlier.count) * 1e9 / (nanos - earlier.nanos);
        }
    }

    /** @param start in nanoseconds, when the count was zero */
    RateMeter(long start) {
        first = new Look(start, 0);
        looks.add(first);
    }

    /** Of a count that did not begin with us, as an offset: the first look is where it begins. */
    static RateMeter ofRunningCount(long now, long count) {
        RateMeter meter = new RateMeter(now);
        meter.looks.clear();
        meter.first = new Look(now, count);
        meter.looks.add(meter.first);
        return meter;
    }

    Rates rates(long now, long count) {
        Look newest = new Look(now, count);
        looks.addLast(newest);
        if (looks.size() > RECENT + 1) {
            looks.removeFirst();
        }
        List<Double> recent = new ArrayList<>(looks.size());
        Look tenSecondsAgo = looks.peekFirst();
        Look before = null;
        for (Look look : looks) {
            if (before != null) {
                recent.add(look.rateSince(before));
            }
            if (now - look.nanos >= TEN_SECONDS) {
                tenSecondsAgo = look;
            }
            before = look;
        }
        double last = recent.isEmpty() ? 0 : recent.get(recent.size() - 1);
        return new Rates(last, newest.rateSince(tenSecondsAgo), newest.rateSince(first), recent);
    }
}
