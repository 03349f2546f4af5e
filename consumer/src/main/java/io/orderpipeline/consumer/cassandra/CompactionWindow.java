package io.orderpipeline.consumer.cassandra;

import java.time.Duration;
import java.util.Optional;

/**
 * Of time-window compaction. With a time to live there are about 30 windows, and the files of one go at once when the
 * last of its rows has expired; without one, a window is a week: some 50 files a year.
 *
 * @param unit as Cassandra has it
 */
record CompactionWindow(String unit, long size) {

    private static final int WINDOWS = 30;

    static CompactionWindow of(Optional<Duration> timeToLive) {
        if (timeToLive.isEmpty()) {
            return new CompactionWindow("DAYS", 7);
        }
        Duration window = timeToLive.get().dividedBy(WINDOWS);
        if (window.toDays() >= 1) {
            return new CompactionWindow("DAYS", window.toDays());
        }
        return window.toHours() >= 1
                ? new CompactionWindow("HOURS", window.toHours())
                : new CompactionWindow("MINUTES", Math.max(1, window.toMinutes()));
    }
}
