package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.ValueFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Plans and reports for tests: topic {@code orders}, 3 partitions. */
public final class SendPlans {

    private SendPlans() {}

    /** @param ordersPerSecond 0 for no rate */
    public static SendPlan paced(double ordersPerSecond, long seed) {
        return of(new PaceSettings(ordersPerSecond, OptionalLong.empty(), Optional.empty()), seed);
    }

    private static SendPlan of(PaceSettings pace, long seed) {
        var content = new GeneratorSettings(seed, Optional.empty(), CategoryWeights.EVEN, 0, 0);
        return new SendPlan("orders", ValueFormat.JSON, content, pace, new CategorySpread(3));
    }

    static SendReport report(SendStatistics statistics) {
        return statistics.report(paced(0, 1), Duration.ZERO, Duration.ZERO);
    }
}
