package io.orderpipeline.testing.benchmark.measure;

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
public final class RunProgress {

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
    public record Warm(double rate, double cpu) {}

    public RunProgress(long orders) {
        this.orders = orders;
    }

    public void add(long time, Map<Integer, Long> positionsNow, long cpuNow) {
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
    public Optional<Warm> warm() {
        return between(WARM_FROM * orders, WARM_TO * orders);
    }

    /** From the first sample with so many orders to the first with so many; empty when it is the same one, or none is. */
    public Optional<Warm> between(double from, double to) {
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
}
