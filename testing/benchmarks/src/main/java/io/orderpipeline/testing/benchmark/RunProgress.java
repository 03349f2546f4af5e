package io.orderpipeline.testing.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Derives rates from samples of the positions and the CPU time of a process. The warm part is between a third and nine
 * tenths of the orders: most code is compiled, and no partition has reached its end. Times are in nanoseconds. One
 * thread.
 */
final class RunProgress {

    private static final double WARM_FROM = 1.0 / 3;
    private static final double WARM_TO = 0.9;

    private final long orders;
    private final Map<Integer, Curve> positions = new HashMap<>();
    private final Curve cpu = new Curve();
    private final List<Long> times = new ArrayList<>();

    /**
     * @param rate orders per second
     * @param cpu microseconds per order
     */
    record Warm(double rate, double cpu) {}

    RunProgress(long orders) {
        this.orders = orders;
    }

    void add(long time, Map<Integer, Long> positionsNow, long cpuNow) {
        times.add(time);
        positionsNow.forEach((partition, position) ->
                positions.computeIfAbsent(partition, ignored -> new Curve()).add(time, (double) position));
        cpu.add(time, (double) cpuNow);
    }

    /** All partitions together. */
    double ordersAt(long time) {
        return positions.values().stream().mapToDouble(curve -> curve.at(time)).sum();
    }

    /** Empty when the run was too short. */
    Optional<Warm> warm() {
        return between(WARM_FROM * orders, WARM_TO * orders);
    }

    /** Between the first samples with so many orders; empty when they are the same sample, or one is missing. */
    Optional<Warm> between(double from, double to) {
        Optional<Long> first = firstWith(from);
        Optional<Long> last = firstWith(to);
        return last.isEmpty() || first.equals(last) ? Optional.empty() : Optional.of(between(first.get(), last.get()));
    }

    private Optional<Long> firstWith(double ordersDone) {
        return times.stream().filter(time -> ordersAt(time) >= ordersDone).findFirst();
    }

    private Warm between(long first, long last) {
        double done = ordersAt(last) - ordersAt(first);
        return new Warm(done / ((last - first) / 1e9), (cpu.at(last) - cpu.at(first)) / 1e3 / done);
    }

    /** A growing quantity, interpolated between its samples. */
    static final class Curve {

        private final TreeMap<Long, Double> points = new TreeMap<>();

        /**
         * Ignores a value that has not grown: a commit advances an offset by a second's orders at once, which were
         * written during that second.
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
}
