package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Says for one partition how long the oldest record that is not stored has been waiting: since the moment when the end
 * of the partition passed the group's offset, which the meter remembers from what the broker said each second. This
 * needs nothing of the records, is right for a paused partition and for one that another process has, and grows while
 * nothing moves.
 *
 * <p>Records that were there before the meter waited longer than it has looked. The timestamp of the record that was
 * stored last says how old they are, once there is one. One thread.
 */
final class LagMeter {

    /** Half an hour at a look a second; beyond that every second look goes, and the lag is a little coarser. */
    static final int LOOKS = 1_800;

    private final ArrayDeque<Look> looks = new ArrayDeque<>();
    private long endAtFirst = -1;

    private record Look(long millis, long end) {}

    /**
     * @param now in milliseconds since 1970, when the broker said this
     * @param acknowledgedTimestamp as {@link PartitionCounts} has it
     */
    Lag lag(long now, Offsets offsets, long acknowledgedTimestamp) {
        long committed = Math.max(offsets.beginning(), offsets.committed());
        if (endAtFirst < 0 || offsets.end() < looks.peekLast().end) {
            // The first look, or a topic that was made anew.
            looks.clear();
            endAtFirst = offsets.end();
        }
        looks.addLast(new Look(now, offsets.end()));
        while (looks.size() > 1 && looks.peekFirst().end <= committed) {
            looks.removeFirst();
        }
        if (looks.size() > LOOKS) {
            thinOut();
        }
        if (offsets.lag() == 0) {
            return new Lag(committed, offsets.end(), 0, Duration.ZERO);
        }
        long since = looks.peekFirst().millis;
        if (committed < endAtFirst && acknowledgedTimestamp != PartitionCounts.NO_TIMESTAMP) {
            since = Math.min(since, acknowledgedTimestamp);
        }
        return new Lag(committed, offsets.end(), offsets.lag(), Duration.ofMillis(Math.max(0, now - since)));
    }

    int looks() {
        return looks.size();
    }

    private void thinOut() {
        boolean keep = false;
        for (Iterator<Look> all = looks.iterator(); all.hasNext(); ) {
            all.next();
            keep = !keep;
            if (!keep) {
                all.remove();
            }
        }
    }
}
