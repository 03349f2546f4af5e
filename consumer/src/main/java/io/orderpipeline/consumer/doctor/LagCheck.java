package io.orderpipeline.consumer.doctor;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks the lag by two samples: committed offsets that advance are fine, whatever the lag. */
final class LagCheck {

    private static final int MAX_PARTITIONS = 24;

    private LagCheck() {}

    /**
     * @param before by partition
     * @param after some time later; the same when there was no lag
     */
    static CheckResult of(Map<Integer, Offsets> before, Map<Integer, Offsets> after) {
        String text = "%,d records: %s".formatted(total(after), describe(new TreeMap<>(after)));
        if (total(after) == 0) {
            return CheckResult.ok(text);
        }
        String stalled = new TreeMap<>(after)
                .entrySet().stream()
                        .filter(partition -> partition.getValue().lag() > 0)
                        .filter(partition -> partition.getValue().committed()
                                == before.get(partition.getKey()).committed())
                        .map(partition -> partition.getKey().toString())
                        .collect(Collectors.joining(", "));
        return stalled.isEmpty()
                ? CheckResult.ok(text + "; offsets are being committed on each of them")
                : CheckResult.warn(text + "; nothing was committed on partition " + stalled
                        + " for a moment: is the consumer running, and what does its status line say?");
    }

    static long total(Map<Integer, Offsets> offsets) {
        return offsets.values().stream().mapToLong(Offsets::lag).sum();
    }

    private static String describe(Map<Integer, Offsets> offsets) {
        String all = offsets.entrySet().stream()
                .limit(MAX_PARTITIONS)
                .map(partition -> "p%d %,d"
                        .formatted(partition.getKey(), partition.getValue().lag()))
                .collect(Collectors.joining(", "));
        return offsets.size() > MAX_PARTITIONS ? all + ", ..." : all;
    }
}
