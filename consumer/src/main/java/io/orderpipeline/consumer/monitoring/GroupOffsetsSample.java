package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.util.Map;

/**
 * How far the group was when the broker was last able to say.
 *
 * @param offsets by partition; empty before the first answer
 * @param receivedAt in nanoseconds, of no known origin
 */
public record GroupOffsetsSample(Map<Integer, Offsets> offsets, long receivedAt) {

    public static final GroupOffsetsSample NONE = new GroupOffsetsSample(Map.of(), 0);

    public boolean isPresent() {
        return !offsets.isEmpty();
    }

    public Duration age(long now) {
        return Duration.ofNanos(now - receivedAt);
    }
}
