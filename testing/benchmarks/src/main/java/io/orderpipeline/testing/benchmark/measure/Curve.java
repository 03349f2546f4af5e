package io.orderpipeline.testing.benchmark.measure;

import java.util.TreeMap;

/** A quantity that grows with time and was seen at some moments; between them it is taken to grow evenly. One thread. */
final class Curve {

    private final TreeMap<Long, Double> points = new TreeMap<>();

    /**
     * A value that has not moved is no point of the curve: a commit moves an offset by a whole second's orders at once,
     * and those were written before, not at that moment.
     */
    void add(long time, double value) {
        if (points.isEmpty() || value > points.lastEntry().getValue()) {
            points.put(time, value);
        }
    }

    double at(long time) {
        var before = points.floorEntry(time);
        var after = points.ceilingEntry(time);
        if (before == null || after == null) {
            return before == null ? after.getValue() : before.getValue();
        }
        long width = after.getKey() - before.getKey();
        double share = width == 0 ? 0 : (double) (time - before.getKey()) / width;
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
