package io.orderpipeline.consumer.terminal;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import java.time.Duration;

/** Formats numbers for narrow screens. */
final class CompactNumbers {

    static final String UNKNOWN = "?";

    private CompactNumbers() {}

    static String count(long count) {
        return "%,d".formatted(count);
    }

    /** @param perSecond NaN when it is unknown */
    static String rate(double perSecond) {
        return Double.isNaN(perSecond) ? UNKNOWN : "%,.0f".formatted(perSecond);
    }

    /** In the unit that needs two or three digits. */
    static String time(Duration time) {
        if (time.toSeconds() < 100) {
            return time.toSeconds() + " s";
        }
        return time.toMinutes() < 100 ? time.toMinutes() + " min" : count(time.toHours()) + " h";
    }

    /** In milliseconds; a dash when nothing was measured in the last second. */
    static String p50(Latency latency) {
        return latency.count() == 0 ? "-" : milliseconds(latency.p50());
    }

    static String p99(Latency latency) {
        return latency.count() == 0 ? "-" : milliseconds(latency.p99());
    }

    private static String milliseconds(double seconds) {
        double milliseconds = seconds * 1e3;
        return (milliseconds < 10 ? "%.1f" : "%,.0f").formatted(milliseconds);
    }
}
