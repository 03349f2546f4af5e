package io.orderpipeline.testing.benchmark.measure;

import java.util.Map;

/** One of those that are compared. */
public record Contender(String name, Trial trial) {

    /** What a contender has to do in each round. */
    @FunctionalInterface
    public interface Trial {

        /** @param run a name of its own for topics, groups, keyspaces and files: lower-case letters, digits and _ */
        Map<Figure, Double> run(String run);
    }
}
