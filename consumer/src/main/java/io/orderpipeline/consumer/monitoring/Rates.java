package io.orderpipeline.consumer.monitoring;

import java.util.List;

/**
 * Per second.
 *
 * @param now over the last second
 * @param overTenSeconds or over as long as there is
 * @param mean since the start
 * @param recent the rate of each of the last seconds, the newest last
 */
public record Rates(double now, double overTenSeconds, double mean, List<Double> recent) {

    public static final Rates NONE = new Rates(0, 0, 0, List.of());

    public Rates {
        recent = List.copyOf(recent);
    }
}
