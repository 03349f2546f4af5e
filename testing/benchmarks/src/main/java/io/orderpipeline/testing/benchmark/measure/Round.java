package io.orderpipeline.testing.benchmark.measure;

import java.util.Map;

/**
 * What one contender did in one round.
 *
 * @param number from 1
 */
public record Round(String contender, int number, Map<Figure, Double> figures) {

    public Round {
        figures = Map.copyOf(figures);
    }
}
