package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import io.orderpipeline.testing.benchmark.Comparison.Round;
import java.util.List;
import java.util.Map;

/** A comparison with simple figures. */
public final class Comparisons {

    private Comparisons() {}

    /** Ours is 1.5 times as fast as theirs in every round, while the machine becomes slower. */
    public static Comparison onASlowingMachine() {
        return new Comparison(
                "consumer",
                "three rounds",
                List.of("ours", "theirs"),
                Ratio.of(List.of("ours", "theirs"), List.of("theirs")),
                List.of(
                        round("ours", 1, 150),
                        round("theirs", 1, 100),
                        round("ours", 2, 120),
                        round("theirs", 2, 80),
                        round("ours", 3, 30),
                        round("theirs", 3, 20)));
    }

    private static Round round(String contender, int number, double rate) {
        return new Round(contender, number, Map.of(Figure.COLD_RATE, rate));
    }
}
