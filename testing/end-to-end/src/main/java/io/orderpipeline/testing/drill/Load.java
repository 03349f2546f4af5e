package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;

/**
 * The orders that flow during a drill, and what its random moments come from.
 *
 * @param rate orders a second
 * @param seed of the moments; the order of events on several processes is never quite the same
 */
public record Load(int rate, long seed) {

    public Load {
        if (rate < 1) {
            throw UserError.badUsage("--rate must be 1 or more orders a second, was " + rate);
        }
    }

    public Load times(int factor) {
        return new Load(rate * factor, seed);
    }
}
