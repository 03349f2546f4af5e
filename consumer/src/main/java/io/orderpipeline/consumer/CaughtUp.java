package io.orderpipeline.consumer;

import io.orderpipeline.consumer.observe.GroupProgress.Offsets;
import java.util.Map;

/**
 * Whether the group has committed all that was in the topic at the start, by this process or by another. Committed,
 * and not just polled: so that a program that says it is done has done it. One thread.
 */
final class CaughtUp {

    private final boolean wanted;
    private Map<Integer, Offsets> atStart = Map.of();

    CaughtUp(boolean wanted) {
        this.wanted = wanted;
    }

    /** @param now empty when the broker did not answer */
    boolean isReached(Map<Integer, Offsets> now) {
        if (!wanted || now.isEmpty()) {
            return false;
        }
        if (atStart.isEmpty()) {
            atStart = now;
        }
        return atStart.entrySet().stream().allMatch(start -> {
            Offsets offsets = now.get(start.getKey());
            return offsets == null
                    || Math.max(offsets.committed(), offsets.beginning())
                            >= start.getValue().end();
        });
    }
}
