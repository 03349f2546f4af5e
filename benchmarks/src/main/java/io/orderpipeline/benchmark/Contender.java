package io.orderpipeline.benchmark;

import java.util.Map;

/** One of those that are compared. */
record Contender(String name, Trial trial) {

    /** What a contender has to do in each round. */
    @FunctionalInterface
    interface Trial {

        /** @param run a name of its own for topics, groups, keyspaces and files: lower-case letters, digits and _ */
        Map<Figure, Double> run(String run);
    }
}
