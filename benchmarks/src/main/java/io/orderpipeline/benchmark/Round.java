package io.orderpipeline.benchmark;

import java.util.Map;

/**
 * What one contender did in one round.
 *
 * @param number from 1
 */
record Round(String contender, int number, Map<Figure, Double> figures) {

    Round {
        figures = Map.copyOf(figures);
    }
}
