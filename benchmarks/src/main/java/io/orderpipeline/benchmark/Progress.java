package io.orderpipeline.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run went, from samples of each partition's position and the process's CPU time. Warm is the part between a
 * third and nine tenths of the orders: the compiler has done most of its work, and no partition has come to its end.
 * Times are in nanoseconds. One thread.
 */
final class Progress {

    private static final double WARM_FROM = 1.0 / 3;
    private static final double WARM_TO = 0.9;

    private final long orders;
    private final Map<Integer, Curve> positions = new HashMap<>();
    private final Curve cpu = new Curve();
    private final List<Long> times = new ArrayList<>();

    /**
     * @param rate orders a second
     * @param cpu microseconds an order
     */
    record Warm(double rate, double cpu) {}

    Progress(long orders) {
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

    /** Empty when the run was too short to tell. */
    Optional<Warm> warm() {
        return between(WARM_FROM * orders, WARM_TO * orders);
    }

    /** Empty when there are not two samples between the two numbers of orders. */
    Optional<Warm> between(double from, double to) {
        List<Long> window = times.stream()
                .filter(time -> ordersAt(time) >= from && ordersAt(time) <= to)
                .toList();
        if (window.size() < 2) {
            return Optional.empty();
        }
        long first = window.get(0);
        long last = window.get(window.size() - 1);
        double done = ordersAt(last) - ordersAt(first);
        return done <= 0
                ? Optional.empty()
                : Optional.of(new Warm(done / ((last - first) / 1e9), (cpu.at(last) - cpu.at(first)) / 1e3 / done));
    }
}
